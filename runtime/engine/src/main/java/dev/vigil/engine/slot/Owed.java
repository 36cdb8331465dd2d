package dev.vigil.engine.slot;

import java.util.List;

/**
 * What a replay decided for what is a dead letter of its sensor, and so was never decided before.
 *
 * @param letter the id of that letter
 * @param firings to be decided with the swap, if the letter is there yet
 * @param publications likewise; their sequences are given then
 */
record Owed(String letter, List<PendingFiring> firings, List<Publication> publications) {}
