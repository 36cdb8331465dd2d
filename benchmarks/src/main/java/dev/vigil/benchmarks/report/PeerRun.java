package dev.vigil.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * One run of one peer, in processes of its own.
 *
 * @param peer its name
 * @param round in which round, from nought
 * @param warmUpPerSecond events a second while it warmed up, which counts for nothing
 * @param throughput its maximum
 * @param atRates what was measured below that
 */
public record PeerRun(String peer, int round, double warmUpPerSecond, Throughput throughput, List<AtRate> atRates) {
    /** A copy. */
    public PeerRun {
        atRates = List.copyOf(atRates);
    }

    /** At that part of its own maximum. */
    Optional<AtRate> atShare(int percent) {
        return atRates.stream().filter(at -> at.sharePercent() == percent).findFirst();
    }

    /** At that rate, which all were given. */
    Optional<AtRate> atAbsolute(int perSecond) {
        return atRates.stream()
                .filter(at -> at.sharePercent() == 0 && at.perSecond() == perSecond)
                .findFirst();
    }
}
