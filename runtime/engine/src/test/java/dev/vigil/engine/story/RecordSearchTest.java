package dev.vigil.engine.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.SlotRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecordSearchTest {
    private static final Position POSITION = Position.received(0, 1);

    @Property(tries = 2_000)
    void itFindsWhatAPlainScanFinds(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int count = random.nextInt(1, 400);
        int telling = random.nextInt(1, 12);
        var records = new ArrayList<SlotRecord>();
        long position = -1;
        for (int i = 0; i < count; i++) {
            boolean tells = random.nextInt(telling) == 0;
            position += tells ? random.nextInt(5) : 0;
            records.add(record(i + 1, tells ? Optional.of(position) : Optional.empty()));
        }
        long low = random.nextInt(1, count + 1);
        long high = random.nextLong(low, count + 1);
        long wanted = random.nextLong(-1, position + 3);
        long guess = random.nextInt(-10, count + 20);
        // Search and scan mean the same only where nothing before the stretch is as far already.
        var expected = records.subList((int) low - 1, (int) high).stream()
                .filter(one -> POSITION.after(one).orElse(-2) >= wanted)
                .findFirst();
        var search = new RecordSearch(POSITION, wanted, low, high, guess);
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            int from = (int) next.get().from();
            assertThat(next.get().from()).isBetween(low, high);
            assertThat(next.get().to()).isBetween(next.get().from(), high);
            int to = (int) Math.min(next.get().to(), from + random.nextInt(8, 40));
            search.read(records.subList(from - 1, Math.max(from, to)));
        }
        assertThat(search.found()).isEqualTo(expected);
    }

    @Example
    void fewRecordsAreReadHoweverManyThereAre() {
        long count = 10_000_000;
        for (long wanted : new long[] {1, 17, 5_000_000, 9_999_999, count}) {
            for (long guess : new long[] {1, wanted, Math.max(1, wanted - 1_000), count}) {
                var search = new RecordSearch(POSITION, wanted, 1, count, guess);
                int reads = 0;
                for (var next = search.next(); next.isPresent(); next = search.next()) {
                    long from = next.get().from();
                    search.read(LongStream.range(
                                    from, Math.min(from + 20, next.get().to() + 1))
                            .mapToObj(i -> record(i, Optional.of(i)))
                            .toList());
                    reads++;
                }
                assertThat(search.found().orElseThrow().sequence()).isEqualTo(wanted);
                assertThat(reads)
                        .as("reads for %d from %d", wanted, guess)
                        .isLessThanOrEqualTo(Math.abs(wanted - guess) < 2_000 ? 14 : 32);
            }
        }
    }

    @Example
    void itGivesUpWhereNothingTellsOfThePosition() {
        var search = new RecordSearch(POSITION, 5, 1, 1_000_000, 10);
        int reads = 0;
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            long from = next.get().from();
            search.read(List.of(record(from, Optional.empty())));
            reads++;
        }
        assertThat(search.found()).isEmpty();
        assertThat(reads).isEqualTo(40);
    }

    @Example
    void recordsThatAreThereNoMoreEndIt() {
        var search = new RecordSearch(POSITION, 5, 1, 100, 10);
        search.read(List.of());
        assertThat(search.next()).isEmpty();
        assertThat(search.found()).isEmpty();
    }

    private static SlotRecord record(long sequence, Optional<Long> upTo) {
        return new SlotRecord(
                sequence,
                sequence,
                Optional.empty(),
                0,
                EventBlock.EMPTY,
                new long[0],
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                upTo.map(p -> List.of(new SlotRecord.Position(0, 1, p))).orElse(List.of()),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                SlotRecord.Replays.NONE);
    }
}
