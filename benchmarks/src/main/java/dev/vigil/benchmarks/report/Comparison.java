package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Peers that did the same work in turn on one machine.
 *
 * @param about the measurement
 * @param peers in the order in which they are shown
 * @param runs what they reached, in the order in which they ran
 * @param failures runs that came to nothing, and why
 */
public record Comparison(About about, List<PeerCard> peers, List<PeerRun> runs, List<String> failures) {
    /** A copy. */
    public Comparison {
        peers = List.copyOf(peers);
        runs = List.copyOf(runs);
        failures = List.copyOf(failures);
    }

    /** The same with one more run, and with the card of whose it is. */
    public Comparison with(PeerCard card, PeerRun run) {
        var cards = new ArrayList<>(peers);
        if (cards.stream().noneMatch(other -> other.name().equals(card.name()))) {
            cards.add(card);
        }
        var more = new ArrayList<>(runs);
        more.add(run);
        return new Comparison(about, cards, more, failures);
    }

    /** The same with one more failure. */
    public Comparison with(String failure) {
        var more = new ArrayList<>(failures);
        more.add(failure);
        return new Comparison(about, peers, runs, more);
    }

    /** A figure of a peer over its rounds; empty where no round has it. */
    public Optional<Spread> of(String peer, Function<PeerRun, Optional<Double>> figure) {
        return Spread.of(runs.stream()
                .filter(run -> run.peer().equals(peer))
                .flatMap(run -> figure.apply(run).stream())
                .toList());
    }

    /** How many times the other's figure one peer's is, round by round; empty where no round has both. */
    public Optional<Spread> ratio(String peer, String other, Function<PeerRun, Optional<Double>> figure) {
        var ratios = new ArrayList<Double>();
        for (var run : runs) {
            if (run.peer().equals(peer)) {
                figure.apply(run)
                        .ifPresent(mine -> in(other, run.round())
                                .flatMap(figure)
                                .filter(theirs -> theirs > 0)
                                .ifPresent(theirs -> ratios.add(mine / theirs)));
            }
        }
        return Spread.of(ratios);
    }

    private Optional<PeerRun> in(String peer, int round) {
        return runs.stream()
                .filter(run -> run.peer().equals(peer) && run.round() == round)
                .findFirst();
    }

    /** The parts of their own maxima at which peers were measured, in percent. */
    List<Integer> shares() {
        return rates(at -> at.sharePercent() > 0 ? at.sharePercent() : 0);
    }

    /** The rates that all were given. */
    List<Integer> absolutes() {
        return rates(at -> at.sharePercent() > 0 ? 0 : at.perSecond());
    }

    private List<Integer> rates(Function<AtRate, Integer> rate) {
        var found = new TreeSet<Integer>();
        runs.forEach(run -> run.atRates().forEach(at -> found.add(rate.apply(at))));
        found.remove(0);
        return List.copyOf(found);
    }
}
