package dev.vigil.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import org.junit.jupiter.api.Test;

/** These values are on disk: a test that fails here means that journals would be misread, not that it is out of date. */
class PlacementTest {
    @Test
    void keysStayWhereTheyAre() {
        assertThat(new int[] {
                    Placement.slotOf("", 32),
                    Placement.slotOf("a", 32),
                    Placement.slotOf("device-17", 32),
                    Placement.slotOf("Grüße, 😀", 32),
                    Placement.slotOf("octocat/Hello-World", 32),
                    Placement.slotOf("octocat/Hello-World", 7),
                    Placement.slotOf("x".repeat(1000), 1024)
                })
                .containsExactly(2, 31, 26, 23, 8, 1, 642);
    }

    @Test
    void identitiesStayWhatTheyAre() {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("https://example.org/", "event-1", "t").build(), false);
        var identity = writer.take().events().getFirst().identity();
        assertThat("%016x%016x".formatted(identity.getMostSignificantBits(), identity.getLeastSignificantBits()))
                .isEqualTo("4177e05549fff8085931a65be6ef2278");
    }

    @Test
    void thePartitionKeyIsTheExtensionElseTheSubjectElseSourceAndType() {
        var plain = Event.of("s", "i", "t");
        assertThat(Placement.partitionKey(plain.build())).isEqualTo("s t");
        assertThat(Placement.partitionKey(plain.subject("u").build())).isEqualTo("u");
        assertThat(Placement.partitionKey(plain.extension("partitionkey", 7).build()))
                .isEqualTo("7");
    }

    @Test
    void keysSpreadEvenly() {
        var counts = new int[32];
        for (int i = 0; i < 32_000; i++) {
            counts[Placement.slotOf("device-" + i, 32)]++;
        }
        assertThat(java.util.Arrays.stream(counts).boxed()).allMatch(count -> count > 850 && count < 1150);
    }
}
