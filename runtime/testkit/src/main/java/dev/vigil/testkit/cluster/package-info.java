/**
 * Several real nodes in one process, and faults in the messages between them.
 *
 * <p>Here and not in the engine's tests, because whoever tests sensors, triggers or sources of his own needs them as well. The
 * faults come in by Pekko's configuration alone: the engine does not know of them.
 */
@NullMarked
package dev.vigil.testkit.cluster;

import org.jspecify.annotations.NullMarked;
