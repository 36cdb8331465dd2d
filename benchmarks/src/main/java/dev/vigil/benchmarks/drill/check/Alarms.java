package dev.vigil.benchmarks.drill.check;

import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.load.Reading;
import dev.vigil.benchmarks.drill.load.Sink.Alarm;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which alarms the sink must have got. */
final class Alarms {
    private static final long LIMIT = 98;

    private Alarms() {}

    static Set<Alarm> of(Collection<List<Reading>> logs) {
        return logs.stream()
                .flatMap(List::stream)
                .filter(reading -> reading.value() > LIMIT)
                .map(reading -> new Alarm(reading.key(), reading.value()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    static void check(Set<Alarm> expected, Map<Alarm, Set<String>> received, Findings findings) {
        for (var alarm : expected) {
            if (!received.containsKey(alarm)) {
                findings.add(Kind.FIRING_LOST, alarm + " did not reach the sink");
            }
        }
        var owners = new HashMap<String, Alarm>();
        received.forEach((alarm, keys) -> {
            if (!expected.contains(alarm)) {
                findings.add(Kind.FIRING_LOST, alarm + " reached the sink, but no event in the log raised it");
            }
            if (keys.size() > 1) {
                findings.add(Kind.FIRING_KEY, alarm + " came under " + keys);
            }
            for (var key : keys) {
                var other = owners.putIfAbsent(key, alarm);
                if (other != null) {
                    findings.add(Kind.FIRING_KEY, alarm + " and " + other + " came under " + key);
                }
            }
        });
    }
}
