/**
 * The engine: what a node starts, asks and stops. The port is {@link dev.vigil.engine.Engine}; its one implementation is
 * {@code PekkoEngine} in the package {@code cluster}.
 */
@NullMarked
package dev.vigil.engine;

import org.jspecify.annotations.NullMarked;
