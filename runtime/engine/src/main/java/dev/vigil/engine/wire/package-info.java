/**
 * Messages between nodes as bytes: the Protobuf of {@code slot.proto}, found by a manifest with a version. Nothing of it is
 * on disk.
 *
 * <p>The rule by which it may change: during an upgrade the releases before and after run side by side, and each reads what
 * the other writes.
 *
 * <ul>
 *   <li>A field is added only where a release that does not know it, and skips it, still does the right thing; one that is
 *       absent means what was meant before it existed. Numbers and types stay.
 *   <li>Any other change is a new version of the message, and takes two releases: the first reads both and writes the old
 *       one, the second writes the new one. So does a new kind of message: the first release reads it, the second sends it.
 *   <li>A message of a later version or an unknown kind is refused by name, never guessed at; who sent it sends it again or
 *       gives up, as for any loss.
 *   <li>What was written by each release is kept in the tests and read by every later build.
 * </ul>
 */
@NullMarked
package dev.vigil.engine.wire;

import org.jspecify.annotations.NullMarked;
