/**
 * The demonstration: a node on a journal of its own, fed over HTTP with what is shipped here, and shown at work. It uses
 * the node as anybody outside could, but for starting and stopping it; nothing else depends on this package.
 */
@NullMarked
package dev.vigil.node.demo;

import org.jspecify.annotations.NullMarked;
