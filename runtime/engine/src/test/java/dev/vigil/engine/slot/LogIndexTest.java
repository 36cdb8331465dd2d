package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LogIndexTest {
    @Property(tries = 60)
    void readingFromWhereItSaysMeetsTheOffset(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int records = random.nextInt(6) == 0 ? 20_000 : random.nextInt(1, 5_000);
        var index = new LogIndex();
        var all = new ArrayList<LogIndex.Mark>();
        long sequence = 0;
        long offset = 0;
        long at = 0;
        long bytes = 0;
        for (int i = 0; i < records; i++) {
            sequence += random.nextInt(1, 4);
            at += random.nextInt(3);
            index.add(sequence, offset, at);
            all.add(new LogIndex.Mark(sequence, offset, at, bytes));
            int recordBytes = random.nextInt(1, 500);
            index.grow(recordBytes);
            bytes += recordBytes;
            offset += random.nextInt(1, 10);
            if (random.nextInt(1000) == 0) {
                var restored = new LogIndex();
                restored.restore(new ArrayList<>(index.marks()), index.stride(), index.sinceMark());
                restored.restore(index.begin(), index.bytes(), index.last().orElse(null));
                index = restored;
            }
        }
        assertThat(index.marks()).hasSizeLessThanOrEqualTo(4096);
        assertThat(new HashSet<>(all).containsAll(index.marks())).isTrue();
        for (int i = 0; i < 50; i++) {
            long wanted = random.nextLong(offset);
            long from = index.sequenceBefore(wanted);
            var record = all.stream()
                    .filter(r -> r.firstOffset() <= wanted)
                    .reduce((_, later) -> later)
                    .orElseThrow();
            assertThat(from).isLessThanOrEqualTo(record.sequence());
            assertThat(record.sequence() - from).isLessThanOrEqualTo(4L * index.stride());

            long time = random.nextLong(at + 2);
            long first = all.stream()
                    .filter(r -> r.atMillis() >= time)
                    .findFirst()
                    .map(LogIndex.Mark::firstOffset)
                    .orElse(offset);
            long near = index.sequenceBeforeTime(time);
            long later = all.stream()
                    .filter(r -> r.atMillis() >= time)
                    .findFirst()
                    .map(LogIndex.Mark::sequence)
                    .orElse(sequence);
            assertThat(near).isLessThanOrEqualTo(Math.max(1, later));
            assertThat(later - near).isLessThanOrEqualTo(8L * index.stride());
            var search = index.search(time, sequence, offset);
            int read = 0;
            for (var next = search.next(); next.isPresent(); next = search.next()) {
                search.read(recordAt(all, next.getAsLong()));
                read++;
            }
            assertThat(search.offset()).isEqualTo(first);
            assertThat(read).isLessThanOrEqualTo(4 + 32 - Integer.numberOfLeadingZeros(4 * index.stride()));
        }
    }

    /** A record of that number; one that takes in no events says where the next one begins. */
    private static SlotRecord recordAt(List<LogIndex.Mark> all, long sequence) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        var next = all.get(low);
        long at =
                next.sequence() == sequence ? next.atMillis() : all.get(low - 1).atMillis();
        return RecordCodecTest.at(sequence, at, next.firstOffset());
    }
}
