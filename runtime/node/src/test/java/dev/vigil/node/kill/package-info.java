/** A node that is killed again and again under real deliveries, and an independent account of what it must then know. */
@NullMarked
package dev.vigil.node.kill;

import org.jspecify.annotations.NullMarked;
