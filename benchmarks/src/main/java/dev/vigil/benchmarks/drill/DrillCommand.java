package dev.vigil.benchmarks.drill;

import dev.vigil.benchmarks.drill.bench.Namespace;
import dev.vigil.benchmarks.drill.field.FieldDrill;
import dev.vigil.benchmarks.drill.load.Api;
import dev.vigil.benchmarks.drill.load.Gateways;
import dev.vigil.benchmarks.drill.scenario.Drill;
import dev.vigil.benchmarks.drill.scenario.Drills;
import dev.vigil.node.cli.Subcommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil drill}: faults, injected into a cluster of its own, and whether it kept its promise. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = "Injects faults into a cluster of its own under load and checks that nothing is lost or doubled.")
public final class DrillCommand implements Subcommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "drills' names or numbers, short, all, or list")
    private List<String> names = List.of();

    @Option(
            names = "--target",
            paramLabel = "URL",
            split = ",",
            description = "a node that runs already: sends marked events through its cluster, injects nothing")
    private List<String> targets = List.of();

    @Option(names = "--seconds", defaultValue = "60", description = "how long with --target (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", description = "how often the fault is injected (each drill's own number)")
    private int rounds;

    @Option(names = "--rate", defaultValue = "400", description = "events/s of the load (${DEFAULT-VALUE})")
    private int rate;

    // Each slot is probed ten times a second: with more of them, two processors have little else to do.
    @Option(names = "--slots", defaultValue = "16", description = "slots of the cluster (${DEFAULT-VALUE})")
    private int slots;

    @Option(names = "--seed", defaultValue = "1", description = "of what is left to chance (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--report", description = "the page to put the results into (docs/drills.md, but for short)")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--controls",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "whether each drill is also run on a system that is broken on purpose (${DEFAULT-VALUE})")
    private boolean hasControls;

    @Option(
            names = "--numbers",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "whether a number that is missed fails the run, or what must never happen alone (${DEFAULT-VALUE})")
    private boolean failsByNumbers;

    @Option(names = "--control-only", description = "runs nothing but the control")
    private boolean isControlOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!targets.isEmpty()) {
            return field();
        }
        if (names.contains("list")) {
            Drills.all()
                    .forEach(drill -> System.out.println(drill.number() + " " + drill.name() + ": " + drill.fault()));
            return 0;
        }
        var drills = new ArrayList<Drill>();
        for (var name : names.isEmpty() ? List.of("") : names) {
            drills.addAll(named(name));
        }
        var missing = Namespace.missing();
        if (!Namespace.isOwn() && missing.isEmpty()) {
            return Namespace.again(
                    spec.commandLine().getParent().getParseResult().originalArgs());
        }
        var folder = Files.createTempDirectory("vigil-drill-");
        try (var runner = new Runner(folder, slots, rate, seed, DrillCommand::print)) {
            missing.ifPresent(reason -> runner.say("networks are not cut: " + reason));
            return run(runner, drills, folder);
        }
    }

    private List<Drill> named(String name) {
        var found = Drills.named(name);
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no drill \"" + name + "\"; expected short, all, list, "
                            + Drills.all().stream().map(Drill::name).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private int field() throws InterruptedException {
        var run = "drill-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        try (var api = new Api()) {
            var drill = new FieldDrill(api, new Gateways(targets), run, DrillCommand::print);
            return drill.run(Duration.ofSeconds(seconds)) ? 0 : 1;
        }
    }

    private int run(Runner runner, List<Drill> drills, Path folder) throws IOException {
        var failed = new ArrayList<String>();
        var skipped = new ArrayList<String>();
        for (var drill : drills) {
            if (drill.needsCuts() && !runner.canCut()) {
                runner.say("SKIPPED " + drill.number() + " " + drill.name() + ": it cuts the network");
                skipped.add(drill.name());
                continue;
            }
            if (!(isControlOnly ? controlFinds(runner, drill) : keeps(runner, drill))) {
                failed.add(drill.name());
            }
        }
        runner.say(drills.size() + " drills, failed " + failed + ", skipped " + skipped);
        if (failed.isEmpty()) {
            delete(folder);
            return 0;
        }
        runner.say("what the processes wrote is in " + folder);
        return 1;
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private boolean controlFinds(Runner runner, Drill drill) {
        var broken = control(runner, drill);
        var finds = drill.control().finds();
        boolean hasFound = broken.hasFound(finds);
        runner.say(drill.number() + " " + drill.name() + ": its control "
                + (hasFound ? "finds violations" : "DOES NOT FIND " + (finds.isEmpty() ? "ANYTHING" : finds)));
        page().ifPresent(file -> new Report(file, seed).putControl(broken));
        return hasFound;
    }

    private boolean keeps(Runner runner, Drill drill) {
        var verdict = verdict(runner, drill);
        runner.say(drill.number() + " " + drill.name() + ": " + verdict.text());
        page().ifPresent(file -> new Report(file, seed).put(verdict));
        return verdict.isGood() || (!failsByNumbers && verdict.result().isSafe());
    }

    private Verdict verdict(Runner runner, Drill drill) {
        Result result;
        try {
            result = runner.run(drill, rounds == 0 ? drill.rounds() : rounds);
        } catch (IllegalStateException e) {
            runner.say("  FAILED: " + e.getMessage());
            return new Verdict(Runner.failed(drill, e), Optional.empty());
        }
        return new Verdict(result, hasControls ? Optional.of(control(runner, drill)) : Optional.empty());
    }

    /** One that cannot be run has found nothing. */
    private static Result control(Runner runner, Drill drill) {
        try {
            return runner.control(drill);
        } catch (IllegalStateException e) {
            runner.say("  its control could not be run: " + e.getMessage());
            return Runner.foundNothing(drill);
        }
    }

    private Optional<Path> page() {
        var docs = Path.of("docs");
        return report.or(() -> names.contains("short") || !Files.isDirectory(docs)
                ? Optional.empty()
                : Optional.of(docs.resolve("drills.md")));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
