package dev.vigil.benchmarks.drill;

import dev.vigil.benchmarks.drill.bench.AotCache;
import dev.vigil.benchmarks.drill.bench.LoopbackNetwork;
import dev.vigil.benchmarks.drill.bench.Namespace;
import dev.vigil.benchmarks.drill.bench.NamespaceNetwork;
import dev.vigil.benchmarks.drill.bench.Network;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.check.Findings;
import dev.vigil.benchmarks.drill.scenario.Drill;
import dev.vigil.benchmarks.drill.scenario.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs drills one after the other and says on the way how far it is. For one thread. */
final class Runner implements AutoCloseable {
    private static final int CONTROL_ROUNDS = 3;

    private final Path folder;
    private final int slots;
    private final int rate;
    private final long seed;
    private final Consumer<String> out;
    private final Network network = Namespace.isOwn() ? NamespaceNetwork.create() : new LoopbackNetwork();
    private final long began = System.nanoTime();
    private Optional<String> aotCache = Optional.empty();
    private int trials;

    Runner(Path folder, int slots, int rate, long seed, Consumer<String> out) {
        this.folder = folder;
        this.slots = slots;
        this.rate = rate;
        this.seed = seed;
        this.out = out;
    }

    boolean canCut() {
        return network.canCut();
    }

    /** Runs the drill so many times on one cluster, and checks what is left. */
    Result run(Drill drill, int rounds) {
        say(drill.number() + " " + drill.name() + ": " + drill.fault() + ", " + rounds + " times");
        try (var trial = start(drill.plan())) {
            return run(drill, rounds, trial);
        }
    }

    /** Runs the drill on what must fail, until it does; the result must not be good. */
    Result control(Drill drill) {
        var control = drill.control();
        say(drill.number() + " " + drill.name() + ", positive control: " + control.what());
        try (var trial = start(control.plan())) {
            control.sabotage().accept(trial);
            return run(drill, CONTROL_ROUNDS, trial);
        }
    }

    private Trial start(Plan plan) {
        if (aotCache.isEmpty()) {
            say("  training run, so that nodes start as those of the image do");
            aotCache = Optional.of(AotCache.train(folder, plan));
        }
        say("  starting PostgreSQL (fsync on) and " + plan.nodes() + " nodes, " + slots + " slots, " + rate
                + " events/s");
        return Trial.start(
                plan.withSlots(slots).withOption(aotCache.get()),
                folder.resolve("trial-" + ++trials),
                network,
                rate,
                seed,
                this::say);
    }

    private Result run(Drill drill, int rounds, Trial trial) {
        var broken = new ArrayList<String>();
        int round = 0;
        var usual = trial.usualLatency();
        trial.endured(0);
        try {
            for (; round < rounds; round++) {
                say("  round " + (round + 1));
                drill.inject(trial);
                trial.endured(round + 1);
            }
            trial.awaitUsualLatency(usual);
            trial.requireEndurance(round);
        } catch (IllegalStateException e) {
            broken.add("round " + (round + 1) + ": " + e.getMessage());
            say("  BROKEN " + broken.getLast());
        }
        say("  checking " + trial.ledger().entries().size() + " events (refused attempts "
                + trial.ledger().refused() + ", unknown " + trial.ledger().unknown() + ", skipped "
                + trial.driver().skipped() + ", alarms " + trial.sink().deliveries() + ")");
        var findings = trial.check();
        broken.addAll(0, trial.broken());
        return told(new Result(
                drill, round, trial.ledger().entries().size(), trial.measures(), trial.notes(), broken, findings));
    }

    private Result told(Result result) {
        result.measures().forEach(measure -> say("  " + measure));
        result.violations().forEach(violation -> say("  VIOLATION " + violation));
        return result;
    }

    void say(String line) {
        out.accept(String.format(
                Locale.ROOT,
                "%7.1f %s",
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
                line));
    }

    /** Nothing was found, because nothing could be run. */
    static Result failed(Drill drill, RuntimeException e) {
        return new Result(drill, 0, 0, List.of(), List.of(), List.of(String.valueOf(e.getMessage())), new Findings());
    }

    static Result foundNothing(Drill drill) {
        return new Result(drill, 0, 0, List.of(), List.of(), List.of(), new Findings());
    }

    @Override
    public void close() {
        network.close();
    }
}
