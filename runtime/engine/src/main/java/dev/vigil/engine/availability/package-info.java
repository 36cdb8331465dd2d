/**
 * How available the cluster is: what a node's canary makes of answers that come or do not come, and the arithmetic of
 * outages. Pure: no Pekko, thread, clock or I/O.
 *
 * <p>An <b>outage</b>, precisely: a time in which at least one slot did not answer the canary of at least one node that was
 * watching, for a second or longer; or in which no node was watching. A node watches from when every slot has answered it
 * until it begins to stop. So
 *
 * <ul>
 *   <li>a node that was down says nothing of that time: the others were watching, and know;
 *   <li>a node that was frozen (paused, starved) says nothing of that time either, and begins anew;
 *   <li>when all were down, the outage is the time from the last sign of any of them to the moment when the first one has
 *       had an answer from every slot;
 *   <li>what is over within a second is not seen. An outage begins with the first question that was not answered, up to a
 *       second after the failure.
 * </ul>
 */
@NullMarked
package dev.vigil.engine.availability;

import org.jspecify.annotations.NullMarked;
