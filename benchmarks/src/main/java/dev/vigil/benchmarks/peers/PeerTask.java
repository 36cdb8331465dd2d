package dev.vigil.benchmarks.peers;

import java.util.List;

/**
 * What one run of one peer is to measure.
 *
 * @param peer its name
 * @param round from nought
 * @param keys how many keys
 * @param partitions slots, partitions or writers that it has
 * @param seed of the workload's values
 * @param warmUpSeconds how long it is warmed up
 * @param seconds how long each measurement takes, and up to three times as long where alarms are few
 * @param sharesPercent the parts of its own maximum at which its latency is measured
 * @param rates the rates at which every peer's latency is measured, where they are below its maximum
 */
record PeerTask(
        String peer,
        int round,
        int keys,
        int partitions,
        long seed,
        int warmUpSeconds,
        int seconds,
        List<Integer> sharesPercent,
        List<Integer> rates) {
    PeerTask {
        sharesPercent = List.copyOf(sharesPercent);
        rates = List.copyOf(rates);
    }
}
