/**
 * Who is a member of the cluster: how a node joins, which nodes it refuses, how a dead one is found out, and which side of a
 * broken cluster goes on. Knows nothing of slots.
 */
@NullMarked
package dev.vigil.engine.membership;

import org.jspecify.annotations.NullMarked;
