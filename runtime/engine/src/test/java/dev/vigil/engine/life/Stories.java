package dev.vigil.engine.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Lives from their beginning, each with the state it ends in.
 *
 * @param <S> states
 * @param <G> signals
 * @param begin the state in which every life begins
 * @param table the state after a signal; empty where it cannot happen
 * @param ends where each story ends
 */
public record Stories<S extends Enum<S>, G extends Enum<G>>(
        S begin, BiFunction<S, G, Optional<S>> table, Map<List<G>, S> ends) {
    /** Checks that every story can happen, and ends where it says. */
    public void assertEnds() {
        ends.forEach((story, end) ->
                assertThat(live(story, new LinkedHashSet<>())).as("%s", story).isEqualTo(end));
    }

    /** Checks that together they visit every transition there is. */
    public void assertVisitAll(Class<G> signals) {
        var visited = new LinkedHashSet<String>();
        ends.keySet().forEach(story -> live(story, visited));
        var all = new LinkedHashSet<String>();
        for (var state : begin.getDeclaringClass().getEnumConstants()) {
            for (var signal : signals.getEnumConstants()) {
                table.apply(state, signal).ifPresent(_ -> all.add(state + " " + signal));
            }
        }
        assertThat(visited).containsExactlyInAnyOrderElementsOf(all);
    }

    private S live(List<G> story, Set<String> visited) {
        var state = begin;
        for (var signal : story) {
            visited.add(state + " " + signal);
            var from = state;
            state = table.apply(from, signal).orElseThrow(() -> new AssertionError(signal + " while " + from));
        }
        return state;
    }
}
