package dev.vigil.benchmarks.drill.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.load.Api;
import dev.vigil.benchmarks.drill.load.Gateways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The logs of a running cluster's partitions. Blocks. */
final class FieldLog {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 1_024;
    private static final int TRIES = 10;

    private final Api api;
    private final Gateways gateways;

    FieldLog(Api api, Gateways gateways) {
        this.api = api;
        this.gateways = gateways;
    }

    /** Where each partition ends now; as many as there are. */
    List<Long> ends() {
        var ends = new ArrayList<Long>();
        for (int partition = 0; partition < MOST; partition++) {
            var page = api.get(gateways.next() + "/events/" + partition + "?limit=1", PATIENCE);
            if (page.isEmpty()) {
                break;
            }
            ends.add(page.get().path("end").asLong());
        }
        return ends;
    }

    /** How often each id is in a partition from that offset on. */
    Map<String, Integer> ids(int partition, long from) {
        var ids = new HashMap<String, Integer>();
        long next = from;
        while (true) {
            var page = page(partition, next)
                    .orElseThrow(() -> new IllegalStateException("partition " + partition + " cannot be read"));
            for (var entry : page.path("events")) {
                next = entry.path("offset").asLong() + 1;
                ids.merge(entry.path("event").path("id").asText(), 1, Integer::sum);
            }
            if (next >= page.path("end").asLong()) {
                return ids;
            }
        }
    }

    private Optional<JsonNode> page(int partition, long from) {
        for (int i = 0; i < TRIES; i++) {
            var page = api.get(gateways.next() + "/events/" + partition + "?limit=1000&from=" + from, PATIENCE);
            if (page.isPresent()) {
                return page;
            }
            Waiting.pause(Duration.ofSeconds(1));
        }
        return Optional.empty();
    }
}
