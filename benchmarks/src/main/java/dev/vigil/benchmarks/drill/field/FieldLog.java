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
    private static final int MOST = 1_000;
    private static final int TRIES = 10;

    private final Api api;
    private final Gateways gateways;

    FieldLog(Api api, Gateways gateways) {
        this.api = api;
        this.gateways = gateways;
    }

    /** Where each partition ends now; empty where no node tells how many there are. */
    List<Long> ends() {
        var ends = new ArrayList<Long>();
        int partitions = partitions();
        for (int partition = 0; partition < partitions; partition++) {
            ends.add(page(partition, 0, 1)
                    .map(page -> page.path("end").asLong())
                    .orElse(0L)); // where it cannot be read now, all of it is read in the end
        }
        return ends;
    }

    private int partitions() {
        for (var url : gateways.all()) {
            var view = api.get(url + "/cluster", PATIENCE);
            if (view.isPresent()) {
                return view.get().path("slots").size();
            }
        }
        return 0;
    }

    /** How often each id is in a partition from that offset on; empty where it cannot be read. */
    Optional<Map<String, Integer>> ids(int partition, long from) {
        var ids = new HashMap<String, Integer>();
        long next = from;
        while (true) {
            var page = page(partition, next, MOST);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            for (var entry : page.get().path("events")) {
                next = entry.path("offset").asLong() + 1;
                ids.merge(entry.path("event").path("id").asText(), 1, Integer::sum);
            }
            if (next >= page.get().path("end").asLong()) {
                return Optional.of(ids);
            }
        }
    }

    private Optional<JsonNode> page(int partition, long from, int limit) {
        for (int i = 0; i < TRIES; i++) {
            var page =
                    api.get(gateways.next() + "/events/" + partition + "?limit=" + limit + "&from=" + from, PATIENCE);
            if (page.isPresent()) {
                return page;
            }
            Waiting.pause(Duration.ofSeconds(1));
        }
        return Optional.empty();
    }
}
