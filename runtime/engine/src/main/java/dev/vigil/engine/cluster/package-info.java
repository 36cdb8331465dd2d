/**
 * The actors around the core: a slot's front, its place in the cluster, publishers, and the engine that a node starts.
 * They carry messages and bytes and decide nothing about events.
 */
@NullMarked
package dev.vigil.engine.cluster;

import org.jspecify.annotations.NullMarked;
