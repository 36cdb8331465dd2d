package dev.vigil.engine;

/**
 * An event that was looked for.
 *
 * @param partition where it is
 * @param entry the event, its offset and when it was accepted
 */
public record FoundEvent(int partition, LogPage.Entry entry) {}
