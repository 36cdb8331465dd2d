package dev.vigil.sensors.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.sensors.KeyRule;
import dev.vigil.sensors.Selection;
import dev.vigil.sensors.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a model that lives through every millisecond, and keeps every first event that waits. */
class SequenceModelTest {
    private static final int SPAN = 20;

    private static List<String> expected(Traffic traffic) {
        var told = new ArrayList<String>();
        var open = new ArrayList<Traffic.Sent>();
        for (int now = 0; now <= traffic.end(); now++) {
            int overdue = now - SPAN;
            while (!open.isEmpty() && open.getFirst().at() == overdue) {
                told.add("MISSED " + open.removeFirst().number());
                open.subList(0, Math.max(0, open.size() - 1)).clear(); // only the latest waits on
            }
            for (var sent : traffic.at(now)) {
                if (!sent.type().equals("a") && !open.isEmpty()) {
                    told.add("COMPLETED " + open.getLast().number() + " by " + sent.number());
                    open.clear();
                }
                if (!sent.type().equals("b")) {
                    open.add(sent);
                }
            }
        }
        return told;
    }

    private static List<String> shown(List<Notice> notices) {
        return notices.stream()
                .map(n -> (n.status() + " " + n.first().id()
                                + n.then().map(event -> " by " + event.id()).orElse(""))
                        .replace("event-", ""))
                .toList();
    }

    @Test
    void itEndsEverySequenceAsTheModelDoes() {
        var sensor = new Sequence(
                new Selection(List.of("a", "both"), List.of("*"), new KeyRule.Subject(), Map.of()),
                new Selection(List.of("b*"), List.of("*"), new KeyRule.Subject(), Map.of()),
                Duration.ofMillis(SPAN),
                Optional.of("completed"),
                Optional.of("missed"));
        int missed = 0;
        int completed = 0;
        for (long seed = 0; seed < 300; seed++) {
            var types = seed % 3 == 0 ? new String[] {"a", "b", "both"} : new String[] {"a", "a", "a", "b"};
            var traffic = Traffic.of(seed, SPAN, types);
            var expected = expected(traffic);
            missed += (int)
                    expected.stream().filter(told -> told.startsWith("MISSED")).count();
            completed += (int) expected.stream()
                    .filter(told -> told.startsWith("COMPLETED"))
                    .count();
            var punctual = traffic.punctual(sensor, Notice.class);
            assertThat(punctual.stream().filter(n -> n.status() == Notice.Status.MISSED))
                    .as("seed %s", seed)
                    .allSatisfy(n -> assertThat(n.took()).isEqualTo(Duration.ofMillis(SPAN)));
            assertThat(shown(punctual)).as("seed %s", seed).isEqualTo(expected);
            assertThat(shown(traffic.late(sensor, Notice.class, seed)))
                    .as("late, seed %s", seed)
                    .isEqualTo(expected);
        }
        assertThat(missed).isGreaterThan(1_000);
        assertThat(completed).isGreaterThan(1_000);
    }
}
