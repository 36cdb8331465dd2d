package dev.vigil.engine.cluster;

/**
 * What may travel from node to node. Every kind has its place in the serializer of the package {@code wire}; a message that
 * is none of these does not leave its node.
 */
public sealed interface WireMessage permits SlotRequest, SlotRequest.Reply, SourceRequest, SourceRequest.Reply {}
