package dev.vigil.api;

/** On how many nodes of a cluster a source runs. */
public enum Placement {
    /** On every node: each takes in what reaches it, as a webhook does. */
    EVERY_NODE,
    /**
     * On one node at a time, its owner: a clock, a file, whatever would say everything once a node. The nodes that take
     * events in share such sources out; when an owner stops, dies or falls silent, another one takes over.
     */
    ONE_NODE
}
