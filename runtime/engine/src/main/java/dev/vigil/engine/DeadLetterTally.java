package dev.vigil.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What became of some dead letters that were redriven or discarded together.
 *
 * @param counts how many, by what became of them
 * @param next the one after which to go on; empty where nothing follows
 */
public record DeadLetterTally(Map<DeadLetterResult.Outcome, Long> counts, Optional<DeadLetterId> next) {}
