package dev.vigil.benchmarks.drill.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.check.Model.Expected;
import dev.vigil.benchmarks.drill.load.Api;
import dev.vigil.benchmarks.drill.load.Gateways;
import dev.vigil.benchmarks.drill.load.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the nodes say of themselves, by their public API. Asks another node where one does not answer. Blocks. */
final class NodeView {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 6;
    private static final int PAGE = 1_000;

    private final Api api;
    private final Gateways gateways;

    NodeView(Api api, Gateways gateways) {
        this.api = api;
        this.gateways = gateways;
    }

    /** All events of a partition in their order; offsets that do not follow each other are told. */
    List<Reading> log(int partition, Findings findings) {
        var log = new ArrayList<Reading>();
        long next = 0;
        while (true) {
            var page = get("/events/" + partition + "?limit=" + PAGE + "&from=" + next);
            if (page.isEmpty()) {
                findings.add(Findings.Kind.UNREADABLE, "partition " + partition + " from offset " + next);
                return log;
            }
            for (var entry : page.get().path("events")) {
                long offset = entry.path("offset").asLong();
                if (offset != next) {
                    findings.add(
                            Findings.Kind.OFFSETS,
                            "partition " + partition + " has " + offset + " in place of " + next);
                }
                next = offset + 1;
                var event = entry.path("event");
                log.add(new Reading(
                        event.path("id").asText(),
                        event.path("subject").asText(),
                        value(event.path("data").path("value"))));
            }
            if (next >= page.get().path("end").asLong()) {
                return log;
            }
        }
    }

    private static long value(JsonNode value) {
        return value.isTextual() ? Reading.POISON : value.asLong();
    }

    /** The state of a key; empty where there is none, or none can be read. */
    Optional<Expected> state(String key) {
        return get("/sensors/readings/" + key)
                .map(instance -> instance.path("state"))
                .map(state -> new Expected(
                        state.path("count").asLong(),
                        state.path("sum").asLong(),
                        state.path("max").asLong(),
                        state.path("last").asLong()));
    }

    /** How many events sensors have not handled yet; -1 where nobody says. */
    long lag() {
        var sensors = get("/sensors");
        if (sensors.isEmpty()) {
            return -1;
        }
        long lag = 0;
        for (var sensor : sensors.get().path("sensors")) {
            lag += sensor.path("lag").asLong();
        }
        return lag;
    }

    private Optional<JsonNode> get(String path) {
        var url = gateways.next();
        for (int i = 0; i < TRIES; i++) {
            var answer = api.get(url + path, PATIENCE);
            if (answer.isPresent()) {
                return answer;
            }
            url = gateways.otherThan(url);
            Waiting.pause(Duration.ofMillis(300));
        }
        return Optional.empty();
    }
}
