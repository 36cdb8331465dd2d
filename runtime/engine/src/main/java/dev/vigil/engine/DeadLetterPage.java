package dev.vigil.engine;

import java.util.List;
import java.util.Optional;

/**
 * Some dead letters, in the order of their slots and ids.
 *
 * @param letters the dead letters
 * @param next the one after which the next page begins, which may be empty; absent where nothing follows
 */
public record DeadLetterPage(List<DeadLetterSummary> letters, Optional<DeadLetterId> next) {}
