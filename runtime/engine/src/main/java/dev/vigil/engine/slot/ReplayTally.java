package dev.vigil.engine.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay has done in a slot, all of it or what one record adds.
 *
 * @param events how many events its instances handled
 * @param timers how many timers of its instances ran
 * @param failed how many of both became dead letters
 * @param published how many events it would have published
 * @param repeated how many firings were carried out again, under the ids that they had
 * @param firings by trigger: how many firings would have been carried out
 * @param samples some of these
 */
public record ReplayTally(
        long events,
        long timers,
        long failed,
        long published,
        long repeated,
        Map<String, Long> firings,
        List<Sample> samples) {
    /** Nothing. */
    public static final ReplayTally NONE = new ReplayTally(0, 0, 0, 0, 0, Map.of(), List.of());

    static final int MOST_SAMPLES_A_TRIGGER = 3;
    private static final int MOST_SAMPLES = 20;
    /** A sensor may name a trigger as it likes; those beyond so many are counted together. */
    private static final int MOST_TRIGGERS = 50;

    private static final String OTHERS = "";

    /**
     * A firing that would have been carried out.
     *
     * @param trigger the trigger's name
     * @param key of the instance
     * @param partition of the event; the slot where it was a timer
     * @param offset of the event; -1 where it was a timer
     * @param atMillis the time at which it would have been decided
     * @param payload JSON, cut where it is long
     */
    public record Sample(String trigger, String key, int partition, long offset, long atMillis, String payload) {}

    /** Copies what it is given. */
    public ReplayTally {
        firings = Map.copyOf(firings);
        samples = List.copyOf(samples);
    }

    /** Both together. */
    public ReplayTally plus(ReplayTally more) {
        var sum = new TreeMap<>(firings);
        more.firings.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(one -> {
            boolean isKnown = sum.containsKey(one.getKey()) || sum.size() < MOST_TRIGGERS;
            sum.merge(isKnown ? one.getKey() : OTHERS, one.getValue(), Long::sum);
        });
        return new ReplayTally(
                events + more.events,
                timers + more.timers,
                failed + more.failed,
                published + more.published,
                repeated + more.repeated,
                sum,
                joined(more.samples));
    }

    private List<Sample> joined(List<Sample> more) {
        if (more.isEmpty() || samples.size() >= MOST_SAMPLES) {
            return samples;
        }
        var all = new ArrayList<>(samples);
        for (var sample : more) {
            long ofTrigger = all.stream()
                    .filter(one -> one.trigger().equals(sample.trigger()))
                    .count();
            if (ofTrigger < MOST_SAMPLES_A_TRIGGER && all.size() < MOST_SAMPLES) {
                all.add(sample);
            }
        }
        return all;
    }

    /** How many firings would have been carried out. */
    public long suppressed() {
        return firings.values().stream().mapToLong(Long::longValue).sum();
    }
}
