/**
 * What a slot sends to other slots: windows of blocks, resent until they are confirmed; what does not fit is fed from the
 * journal later. Pure, and all of it memory: a new incarnation begins where the journal says that others have confirmed.
 */
@NullMarked
package dev.vigil.engine.delivery;

import org.jspecify.annotations.NullMarked;
