package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Cluster;
import dev.vigil.benchmarks.drill.bench.Network;
import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.check.Checker;
import dev.vigil.benchmarks.drill.check.Findings;
import dev.vigil.benchmarks.drill.load.Answer;
import dev.vigil.benchmarks.drill.load.Api;
import dev.vigil.benchmarks.drill.load.Driver;
import dev.vigil.benchmarks.drill.load.Gateways;
import dev.vigil.benchmarks.drill.load.Keys;
import dev.vigil.benchmarks.drill.load.Ledger;
import dev.vigil.benchmarks.drill.load.Probe;
import dev.vigil.benchmarks.drill.load.Prober;
import dev.vigil.benchmarks.drill.load.Reading;
import dev.vigil.benchmarks.drill.load.Sink;
import dev.vigil.benchmarks.drill.scenario.Measure.Bound;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A cluster under load and under watch, into which a drill injects its faults. For one thread. */
public final class Trial implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration SERVED = Duration.ofMinutes(4);
    private static final Duration SPREAD = Duration.ofSeconds(90);
    private static final Duration LATENCY_OVER = Duration.ofSeconds(5);
    private static final Duration LATENCY_BACK = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Sink sink;
    private final Ledger ledger;
    private final Driver driver;
    private final Prober prober;
    private final Keys keys;
    private final Random random;
    private final Consumer<String> console;
    private final Api api = new Api();
    private final Api checking = new Api();
    private final Map<String, Measure> measures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Neighbours neighbours = new Neighbours();
    private final Endurance endurance;
    private final AtomicLong alone = new AtomicLong();
    private boolean isStoppingBroken;
    private String part = "";

    private Trial(Cluster cluster, Sink sink, long seed, Consumer<String> console) {
        this.cluster = cluster;
        this.sink = sink;
        this.console = console;
        this.random = new Random(seed);
        this.keys = Keys.of(cluster.plan().slots());
        this.ledger = new Ledger(cluster.folder().resolve("ledger.txt"));
        this.endurance = new Endurance(cluster.nodes(), cluster.databases());
        var gateways = gateways();
        this.driver = new Driver(api, gateways, ledger, keys, seed);
        this.prober = new Prober(api, gateways, ledger, keys);
    }

    /** Starts a cluster and puts it under a load of so many events a second; serves when this returns. */
    public static Trial start(Plan plan, Path folder, Network network, int rate, long seed, Consumer<String> console) {
        var sink = Sink.start();
        var trial = new Trial(Cluster.start(plan, folder, network, sink.port()), sink, seed, console);
        boolean isServing = false;
        try {
            trial.cluster.nodes().forEach(node -> trial.awaitReady(node, START));
            trial.driver.rate(rate);
            trial.prober.start();
            trial.awaitSpread();
            trial.awaitServed();
            isServing = true;
        } finally {
            if (!isServing) {
                trial.close();
            }
        }
        return trial;
    }

    private Gateways gateways() {
        return new Gateways(cluster.nodes().stream().map(Trial::http).toList());
    }

    private static String http(NodeProcess node) {
        return "http://" + node.place().host() + ":" + Cluster.HTTP;
    }

    /** What is under load. */
    public Cluster cluster() {
        return cluster;
    }

    /** What loads it. */
    public Driver driver() {
        return driver;
    }

    /** Where its alarms go. */
    public Sink sink() {
        return sink;
    }

    /** What was sent and answered. */
    public Ledger ledger() {
        return ledger;
    }

    /** What its nodes say of it. */
    public Roster roster() {
        return new Roster(checking, cluster.nodes());
    }

    /** How slots of other nodes did while one was away, over all rounds. */
    Neighbours neighbours() {
        return neighbours;
    }

    /** Keeps in mind what nodes hold after that round; 0 is the warm-up. */
    public void endured(int round) {
        endurance.after(round, ledger.entries().size());
    }

    /** Requires that nodes hold no more than they did when they were warm. */
    public void requireEndurance(int rounds) {
        var told = new ArrayList<String>();
        endurance.excess(rounds, ledger.entries().size(), told).forEach(line -> require(false, line));
        told.forEach(this::note);
    }

    /** The keys of its events. */
    Keys keys() {
        return keys;
    }

    /** Chance, the same for the same seed. */
    public Random random() {
        return random;
    }

    /** The cluster's interface. */
    public Api api() {
        return checking;
    }

    /** Tells how far it is. */
    public void say(String line) {
        console.accept(line);
    }

    /** One of the nodes, by chance. */
    public NodeProcess anyNode() {
        return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    }

    /** The node that has been running for the longest time, which is the cluster's oldest member. */
    public NodeProcess oldestNode() {
        return cluster.nodes().stream()
                .min(Comparator.comparingLong(NodeProcess::startedNanos))
                .orElseThrow();
    }

    /** From now on {@link #isStoppingBroken}: for a control. */
    void breakStopping() {
        isStoppingBroken = true;
    }

    boolean isStoppingBroken() {
        return isStoppingBroken;
    }

    /** What that node, and no other, answers to an event for every slot. */
    public Answer askAlone(NodeProcess node) {
        var readings = new ArrayList<Reading>();
        for (int slot = 0; slot < keys.slots(); slot++) {
            readings.add(new Reading("alone-" + alone.incrementAndGet(), keys.probe(slot), 2));
        }
        return ledger.publish(checking, http(node), readings, Duration.ofSeconds(6));
    }

    /** Whether that node, and no other, acknowledges an event for any slot. */
    public boolean acknowledgesAlone(NodeProcess node) {
        boolean any = false;
        for (int slot = 0; slot < keys.slots() && node.isRunning() && !any; slot += keys.slots() / 4) {
            var reading = new Reading("alone-" + alone.incrementAndGet(), keys.probe(slot), 2);
            any = ledger.publish(checking, http(node), List.of(reading), Duration.ofSeconds(1)) == Answer.ACKNOWLEDGED;
        }
        return any;
    }

    /** Waits until a node is ready, which is started again as often as it ends. */
    public void awaitReadyOrRestart(NodeProcess node, Duration patience) {
        Waiting.until(node.name() + " is ready; see " + node.log(), patience, () -> {
            if (!node.isRunning()) {
                node.restart();
            }
            return isReady(node);
        });
    }

    /** Whether a node says that it may get traffic. */
    public boolean isReady(NodeProcess node) {
        return checking.get(
                        "http://" + node.place().host() + ":" + Cluster.MANAGEMENT + "/ready", Duration.ofSeconds(3))
                .isPresent();
    }

    /** Waits until a node is ready, and returns how long that took. */
    public Duration awaitReady(NodeProcess node, Duration patience) {
        long began = System.nanoTime();
        Waiting.until(node.name() + " is ready; see " + node.log(), patience, () -> {
            if (!node.isRunning()) {
                throw new IllegalStateException(node.name() + " has ended; see " + node.log());
            }
            return isReady(node);
        });
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Waits until every slot has been served without a break for two seconds. */
    public void awaitServed() {
        long[] since = {System.nanoTime()};
        var isServed = Waiting.within(SERVED, () -> {
            long now = System.nanoTime();
            if (!prober.unservedSince(now - 600_000_000L).isEmpty()) {
                since[0] = now;
            }
            return now - since[0] > STEADY.toNanos();
        });
        if (!isServed) {
            throw new IllegalStateException("not served within " + SERVED.toSeconds() + " s: slots "
                    + prober.unservedSince(System.nanoTime() - 600_000_000L));
        }
    }

    /** Waits until every node hosts its share of the slots: one that has started gets it some seconds later. */
    public void awaitSpread() {
        Waiting.until("every node hosts its share of the slots", SPREAD, () -> {
            Waiting.pause(Duration.ofMillis(500));
            return roster().isSpread();
        });
    }

    /** Waits until every slot has served a probe that was sent after that time; false if not all have. */
    public boolean isServedSince(long nanos, Duration patience) {
        return Waiting.within(patience, () -> prober.unservedSince(nanos).isEmpty());
    }

    /** The probes of those slots that were sent in that stretch, those that did not come through among them. */
    List<Probe> probes(List<Integer> slots, long from, long to) {
        return Stream.concat(prober.served().stream(), prober.missed().stream())
                .filter(probe -> probe.sentNanos() >= from && probe.sentNanos() < to && slots.contains(probe.slot()))
                .toList();
    }

    /** How service was from an injection until now. */
    public Outage outageSince(long injected) {
        return Outage.of(prober.served(), keys.slots(), injected, System.nanoTime());
    }

    /** The median time of the probes that were sent in that stretch. */
    private Duration latency(long from, long to) {
        var times = prober.served().stream()
                .filter(probe -> probe.sentNanos() >= from && probe.sentNanos() < to)
                .mapToLong(probe -> probe.nanos())
                .sorted()
                .toArray();
        return times.length == 0 ? Duration.ofHours(1) : Duration.ofNanos(times[times.length / 2]);
    }

    /** The median time of a probe, over the last five seconds. */
    private Duration latencyOfLate() {
        long now = System.nanoTime();
        return latency(now - LATENCY_OVER.toNanos(), now);
    }

    private static String millis(Duration time) {
        return "%.2f ms".formatted(time.toNanos() / 1e6);
    }

    /** The median time of a probe, over the next five seconds. */
    public Duration usualLatency() {
        Waiting.pause(LATENCY_OVER);
        return latencyOfLate();
    }

    /** Measures how long it takes until the median over five seconds is no more than a fifth above what was usual. */
    public void awaitUsualLatency(Duration usual) {
        long healed = System.nanoTime();
        boolean isBack = Waiting.within(LATENCY_BACK, () -> {
            Waiting.pause(Duration.ofSeconds(1));
            return latencyOfLate().multipliedBy(10).compareTo(usual.multipliedBy(12)) <= 0;
        });
        part("");
        if (!isBack) {
            say("    median of a probe " + millis(usual) + " before, " + millis(latencyOfLate()) + " now");
        }
        measured("latency back to 1.2 times", Duration.ofNanos(System.nanoTime() - healed), LATENCY_BACK);
    }

    /** From now on what is measured is told under that heading. */
    void part(String heading) {
        part = heading;
    }

    /** Keeps a number of this round, which has a limit. */
    public void measured(String what, Duration value, Duration limit) {
        measured(what, Measure.seconds(value), "s", Measure.atMost(limit));
    }

    /** Keeps a number of this round. */
    public void measured(String what, Duration value) {
        measured(what, Measure.seconds(value), "s", new Bound.None());
    }

    /** Keeps a number of this round, in that unit. */
    public void measured(String bare, double value, String unit, Bound bound) {
        var what = part + bare;
        var one = new Measure(what, unit, bound, List.of(value));
        measures.merge(what, one, (old, _) -> {
            var values = new ArrayList<>(old.values());
            values.add(value);
            return new Measure(what, unit, bound, values);
        });
        say("    " + one);
    }

    /** Keeps a number that is of all rounds so far. */
    public void measuredSoFar(String bare, double value, String unit, Bound bound) {
        var what = part + bare;
        var one = new Measure(what, unit, bound, List.of(value));
        measures.put(what, one);
        say("    " + one);
    }

    /** Keeps something for the report. */
    public void note(String line) {
        notes.add(line);
        say("    " + line);
    }

    /** What is to be in the report beside numbers. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    /** Keeps what must hold and does not. */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
            say("    BROKEN: " + otherwise);
        }
    }

    /** The numbers so far. */
    public List<Measure> measures() {
        return List.copyOf(measures.values());
    }

    /** What did not hold. */
    public List<String> broken() {
        return Collections.unmodifiableList(broken);
    }

    /** Stops the load, waits until all of it is answered, and checks what is left. */
    public Findings check() {
        driver.rate(0);
        prober.close();
        require(
                Waiting.within(Duration.ofSeconds(60), () -> driver.open() == 0 && prober.isQuiet()),
                driver.open() + " batches are not acknowledged a minute after the last fault");
        return new Checker(ledger, sink, keys.slots(), checking, gateways())
                .check(cluster.databases().primary());
    }

    @Override
    public void close() {
        driver.close();
        prober.close();
        cluster.close();
        api.close();
        checking.close();
        sink.close();
        ledger.close();
    }
}
