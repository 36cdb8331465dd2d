/**
 * CloudEvents 1.0.2 as HTTP carries them: structured, binary and batched, in and out. Pure: bytes and texts in, events
 * out; no Pekko here.
 */
@NullMarked
package dev.vigil.node.http.cloudevents;

import org.jspecify.annotations.NullMarked;
