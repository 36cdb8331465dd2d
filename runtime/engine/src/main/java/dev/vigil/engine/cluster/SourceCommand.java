package dev.vigil.engine.cluster;

/** Whatever the owner of a source that runs on one node is told. */
public sealed interface SourceCommand permits SourceRequest, SourceSignal {}
