package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.InstancePage;
import dev.vigil.engine.SensorView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyPagesTest {
    private static final SensorView SENSOR = new SensorView("a", List.of("*"), List.of("*"), true, 1, 0);

    @Test
    void shortKeysAreCutByTheirCountAlone() {
        var keys = IntStream.range(100, 200).mapToObj(i -> "key " + i).toList();
        var slot = KeyPages.ofSlot(3, keys);
        assertThat(slot).isEqualTo(new SlotRequest.Keys(3, keys, false));
        var page = KeyPages.merged(SENSOR, List.of(slot), 10);
        assertThat(page.keys()).isEqualTo(keys.subList(0, 10));
        assertThat(page.nextAfterKey()).contains("key 109");
    }

    @Test
    void aPageThatHasAllEndsThere() {
        var page =
                KeyPages.merged(SENSOR, List.of(KeyPages.ofSlot(0, List.of("b")), KeyPages.ofSlot(1, List.of("a"))), 3);
        assertThat(page.keys()).containsExactly("a", "b");
        assertThat(page.nextAfterKey()).isEmpty();
        assertThat(KeyPages.merged(SENSOR, List.of(KeyPages.ofSlot(0, List.of())), 3)
                        .nextAfterKey())
                .isEmpty();
    }

    @Test
    void longKeysAreCutByTheirBytesAndNotByTheirCharacters() {
        var half = "ü".repeat(KeyPages.MOST_BYTES / 4);
        var keys = List.of("a" + half, "b" + half.substring(2), "ccc");
        var slot = KeyPages.ofSlot(0, keys);
        assertThat(slot.keys()).isEqualTo(keys.subList(0, 2));
        assertThat(slot.isCut()).isTrue();
    }

    @Test
    void aKeyThatIsLongerThanAPageIsAPage() {
        var slot = KeyPages.ofSlot(0, List.of("a".repeat(3 * KeyPages.MOST_BYTES), "b"));
        assertThat(slot.keys()).hasSize(1);
        assertThat(slot.isCut()).isTrue();
    }

    @Test
    void whatFollowsTheEndOfASlotThatWasCutComesWithALaterPage() {
        var cut = new SlotRequest.Keys(0, List.of("a", "c"), true);
        var page = KeyPages.merged(SENSOR, List.of(cut, new SlotRequest.Keys(1, List.of("b", "e"), false)), 10);
        assertThat(page.keys()).containsExactly("a", "b", "c");
        assertThat(page.nextAfterKey()).contains("c");
    }

    @Test
    void whoeverGoesOnFromPageToPageSeesEveryKeyOnceAndNoPageIsLongerThanItMayBe() {
        for (long seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            int limit = random.nextInt(1, 12);
            var slots = new ArrayList<List<String>>();
            var all = new TreeSet<String>();
            for (int slot = 0; slot < 4; slot++) {
                var keys = new TreeSet<String>();
                for (int i = random.nextInt(15); i > 0; i--) {
                    int length = random.nextInt(3) == 0 ? random.nextInt(KeyPages.MOST_BYTES * 3 / 2) : 5;
                    keys.add(random.nextInt(1_000) + "-" + slot + "x".repeat(length));
                }
                all.addAll(keys);
                slots.add(List.copyOf(keys));
            }
            var seen = new ArrayList<String>();
            var page = page(slots, "", limit);
            seen.addAll(page.keys());
            while (page.nextAfterKey().isPresent()) {
                page = page(slots, page.nextAfterKey().get(), limit);
                assertThat(page.keys().size()).isLessThanOrEqualTo(limit);
                assertThat(page.keys().size() == 1 || bytes(page.keys()) <= KeyPages.MOST_BYTES)
                        .as("seed %s: a page is short", seed)
                        .isTrue();
                seen.addAll(page.keys());
            }
            assertThat(seen.equals(List.copyOf(all)))
                    .as("seed %s: every key, once, in order", seed)
                    .isTrue();
        }
    }

    private static InstancePage page(List<List<String>> slots, String after, int limit) {
        var answers = slots.stream()
                .map(keys -> KeyPages.ofSlot(
                        0,
                        keys.stream()
                                .filter(key -> key.compareTo(after) > 0)
                                .limit(limit)
                                .toList()))
                .toList();
        return KeyPages.merged(SENSOR, answers, limit);
    }

    private static long bytes(List<String> keys) {
        return keys.stream()
                .mapToLong(key -> key.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
