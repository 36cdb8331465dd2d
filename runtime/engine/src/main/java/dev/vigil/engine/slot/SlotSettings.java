package dev.vigil.engine.slot;

import java.time.Duration;

/**
 * What a slot is told.
 *
 * @param slot its number, from 0
 * @param slots how many there are
 * @param dedupeEvents how many identities are remembered at most
 * @param dedupeTime how long they are remembered at most, the time between two owners of the slot left out
 * @param outstandingFirings how many firings of one sensor may be under way before it is held
 * @param deadLetters how many dead letters of one sensor are kept before it is held
 */
public record SlotSettings(
        int slot, int slots, int dedupeEvents, Duration dedupeTime, int outstandingFirings, int deadLetters) {}
