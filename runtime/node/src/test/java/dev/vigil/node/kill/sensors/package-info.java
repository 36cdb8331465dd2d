/** Sensors that remember which deliveries they had; put on the node's class path in a jar of their own. */
@NullMarked
package dev.vigil.node.kill.sensors;

import org.jspecify.annotations.NullMarked;
