package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Comparisons without a measurement. */
final class Samples {
    private Samples() {}

    static About about() {
        return new About(
                "2026-01-02 03:04",
                "abc1234",
                7,
                new Machine(2, "a processor", 24, "Linux 6", "a Java", "ext4 on /dev/vda"),
                Map.of("keys", "10000"));
    }

    static PeerCard card(String name) {
        return new PeerCard(name, "what | " + name + " is", "nothing", Map.of("version", "1 of " + name));
    }

    static Quantiles millis(double p50) {
        return new Quantiles(100, p50, p50 * 2, p50 * 3, p50 * 4, p50 * 5);
    }

    /** A run that takes that many events in a second, and lets half of the alarms out within so many milliseconds. */
    static PeerRun run(String peer, int round, long perSecond, double p50) {
        var cost = new Cost(2, 1, 300, 0.5, 150, 0.001);
        var throughput = new Throughput(perSecond * 10, 10, millis(1), millis(p50), cost);
        var at = List.of(
                new AtRate((int) perSecond / 2, 50, millis(1), millis(p50), cost),
                new AtRate(1_000, 0, millis(1), millis(p50), cost));
        return new PeerRun(peer, round, perSecond / 2.0, throughput, at);
    }

    static Comparison comparison(PeerRun... runs) {
        var cards = new ArrayList<PeerCard>();
        for (var run : runs) {
            if (cards.stream().noneMatch(card -> card.name().equals(run.peer()))) {
                cards.add(card(run.peer()));
            }
        }
        return new Comparison(about(), cards, List.of(runs), List.of());
    }
}
