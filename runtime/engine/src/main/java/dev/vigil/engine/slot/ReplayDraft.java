package dev.vigil.engine.slot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one step adds to what a replay has done. Not thread-safe. */
final class ReplayDraft {
    private static final int MOST_PAYLOAD_CHARS = 500;

    private final Map<String, Long> firings = new HashMap<>();
    private final List<ReplayTally.Sample> samples = new ArrayList<>();
    private final Set<String> settles = new LinkedHashSet<>();
    private final List<Owed> owed = new ArrayList<>();
    private long events;
    private long timers;
    private long failed;
    private long published;
    private long repeated;

    void event() {
        events++;
    }

    void timer() {
        timers++;
    }

    void failed() {
        failed++;
    }

    void published() {
        published++;
    }

    void repeated() {
        repeated++;
    }

    /** A firing is not carried out. */
    void suppressed(String trigger, byte[] payload, String key, int partition, long offset, long atMillis) {
        long before = firings.merge(trigger, 1L, Long::sum) - 1;
        if (before < ReplayTally.MOST_SAMPLES_A_TRIGGER) {
            var text = new String(payload, StandardCharsets.UTF_8);
            samples.add(new ReplayTally.Sample(trigger, key, partition, offset, atMillis, cut(text)));
        }
    }

    private static String cut(String text) {
        if (text.length() <= MOST_PAYLOAD_CHARS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MOST_PAYLOAD_CHARS - 1));
        return text.substring(0, splitsPair ? MOST_PAYLOAD_CHARS - 1 : MOST_PAYLOAD_CHARS) + "...";
    }

    /** A dead letter of the living sensor is about something that the replay has come past. */
    void settles(String letter) {
        settles.add(letter);
    }

    Set<String> settled() {
        return settles;
    }

    void owes(Owed one) {
        owed.add(one);
    }

    List<Owed> owed() {
        return owed;
    }

    boolean isEmpty() {
        return events == 0 && timers == 0 && failed == 0 && settles.isEmpty();
    }

    SlotRecord.ReplayAdvanced toAdvanced(int edition) {
        return new SlotRecord.ReplayAdvanced(
                edition,
                new ReplayTally(events, timers, failed, published, repeated, firings, samples),
                List.copyOf(settles),
                List.copyOf(owed));
    }
}
