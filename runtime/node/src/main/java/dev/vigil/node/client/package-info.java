/**
 * A running node as its clients see it: asking it, publishing to it. Knows the node's HTTP contract and nothing of the
 * engine behind it; shows nothing.
 */
@NullMarked
package dev.vigil.node.client;

import org.jspecify.annotations.NullMarked;
