package dev.vigil.node.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.kill.Observed.Call;
import dev.vigil.node.kill.Observed.Logged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The model finds what {@link KillIT} must not let pass. */
class ModelTest {
    private static final List<Delivery> DELIVERIES = List.of(
            delivery("issues", "a", "lib", "ada"),
            delivery("push", "b", "lib", "ada"),
            delivery("push", "c", "lib", "bob"),
            delivery("push", "d", "app", "ada"));
    private static final List<Logged> LOG =
            List.of(logged(1, 0, "a"), logged(1, 1, "b"), logged(1, 2, "c"), logged(2, 0, "d"));
    private static final List<Call> CALLS = List.of(
            new Call("k1", Json.of(Map.of("sender", "ada", "delivery", "a")), false),
            new Call("k1", Json.of(Map.of("sender", "ada", "delivery", "a")), true),
            new Call("k2", Json.of(Map.of("key", "lib", "delivery", "c", "count", 3)), true));

    private final Model model = new Model(DELIVERIES);

    @Test
    void aFaithfulRecordHasNoDifferences() {
        assertThat(model.differences(seen(LOG, states(List.of("a", "b", "c"), List.of("d", "a", "b")), CALLS)))
                .isEmpty();
    }

    @Test
    void anEventThatAStateLacksIsFound() {
        assertThat(model.differences(seen(LOG, states(List.of("a", "c"), List.of("a", "b", "d")), CALLS)))
                .singleElement()
                .asString()
                .startsWith("repositories: lib");
        assertThat(model.differences(seen(LOG, states(List.of("a", "b", "c"), List.of("a", "b")), CALLS)))
                .isNotEmpty();
    }

    @Test
    void anEventThatAStateHasTwiceIsFound() {
        assertThat(model.differences(seen(LOG, states(List.of("a", "b", "b", "c"), List.of("a", "b", "d")), CALLS)))
                .isNotEmpty();
        assertThat(model.differences(seen(LOG, states(List.of("a", "b", "c"), List.of("a", "b", "d", "d")), CALLS)))
                .isNotEmpty();
    }

    @Test
    void aWrongOrderIsFoundWherePartitionsKeepIt() {
        assertThat(model.differences(seen(LOG, states(List.of("b", "a", "c"), List.of("a", "b", "d")), CALLS)))
                .isNotEmpty();
        assertThat(model.differences(seen(LOG, states(List.of("a", "b", "c"), List.of("b", "a", "d")), CALLS)))
                .isNotEmpty();
    }

    @Test
    void anEventThatTheLogLacksOrHasTwiceIsFound() {
        var states = states(List.of("a", "b", "c"), List.of("a", "b", "d"));
        assertThat(model.differences(seen(LOG.subList(0, 3), states, CALLS))).isNotEmpty();
        var twice = new ArrayList<>(LOG);
        twice.add(logged(2, 1, "d"));
        assertThat(model.differences(seen(twice, states, CALLS))).isNotEmpty();
    }

    @Test
    void aFiringThatIsLostOrDecidedTwiceOrMixedUpIsFound() {
        var states = states(List.of("a", "b", "c"), List.of("a", "b", "d"));
        var payload = CALLS.getLast().payload();
        assertThat(model.differences(seen(LOG, states, CALLS.subList(0, 2)))).isNotEmpty();
        assertThat(model.differences(seen(LOG, states, List.of(CALLS.getFirst(), CALLS.getLast()))))
                .isNotEmpty();
        assertThat(model.differences(seen(LOG, states, with(new Call("k3", payload, true)))))
                .isNotEmpty();
        assertThat(model.differences(seen(LOG, states, with(new Call("k1", payload, true)))))
                .isNotEmpty();
    }

    private static List<Call> with(Call another) {
        var calls = new ArrayList<>(CALLS);
        calls.add(another);
        return calls;
    }

    private static Observed seen(List<Logged> log, Map<String, Map<String, JsonNode>> states, List<Call> calls) {
        return new Observed(states, log, calls);
    }

    /** What the sensors know, but for those whose instances are given. */
    private static Map<String, Map<String, JsonNode>> states(List<String> lib, List<String> ada) {
        var states = new HashMap<String, Map<String, JsonNode>>();
        states.put("repositories", new TreeMap<>(Map.of("lib", Model.ledger(lib), "app", Model.ledger(List.of("d")))));
        states.put("senders", new TreeMap<>(Map.of("ada", Model.ledger(ada), "bob", Model.ledger(List.of("c")))));
        return states;
    }

    private static Logged logged(int partition, long offset, String id) {
        return new Logged(partition, offset, Model.SOURCE, id);
    }

    private static Delivery delivery(String event, String id, String repository, String sender) {
        return new Delivery(
                event,
                id,
                Json.of(Map.of("repository", Map.of("full_name", repository), "sender", Map.of("login", sender))));
    }
}
