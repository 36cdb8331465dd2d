package dev.vigil.benchmarks.growth;

import dev.vigil.api.Sensor;
import dev.vigil.benchmarks.report.About;
import dev.vigil.benchmarks.report.Curve;
import dev.vigil.benchmarks.report.CurveText;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long an engine takes to start on what it has in its journal: by all of its records, where no snapshot is there, and
 * by snapshots, as a node leaves them that is stopped in order. How many events a second that are is told by the slot that
 * reads the longest, since all of them read at the same time. The server has been running, and so has this process; how
 * long a new one takes is measured once, at the end.
 */
public final class RecoveryBench {
    /** The names of the curves. */
    public static final List<String> CURVES = List.of("recovery-journal", "recovery-snapshots", "recovery-states");

    private static final String RATE = "events/s";
    private static final String SECONDS = "seconds";
    private static final int USUAL_UNDER_WAY = 60_000;
    private static final int LARGE_UNDER_WAY = 1_000;
    private static final double BYTES_PER_MB = 1e6;

    private final Plan plan;
    private final PrintStream out;

    /**
     * What is to be measured.
     *
     * @param curves their names
     * @param slots of the engines
     * @param events the longest log that is read
     * @param instances how many instances must be read in the time that is required
     * @param stateBytes sizes of states, ascending
     * @param passes how often each is measured
     * @param requiredPerSecond events a second, by the longest log
     * @param requiredSeconds for that many instances
     * @param page where the page is
     */
    public record Plan(
            List<String> curves,
            int slots,
            long events,
            int instances,
            List<Integer> stateBytes,
            int passes,
            int requiredPerSecond,
            double requiredSeconds,
            Path page) {
        /** A copy. */
        public Plan {
            curves = List.copyOf(curves);
            stateBytes = List.copyOf(stateBytes);
        }
    }

    /** A run of that plan that prints there. */
    public RecoveryBench(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * What came of it.
     *
     * @param curves that were measured
     * @param isMet whether what is required of them is met
     */
    public record Result(List<Curve> curves, boolean isMet) {
        /** A copy. */
        public Result {
            curves = List.copyOf(curves);
        }
    }

    /** Runs all of it. */
    public Result run() throws InterruptedException, SQLException {
        var curves = new ArrayList<Curve>();
        boolean isMet = true;
        try (var postgres = TestPostgres.startDurable()) {
            var empty = StoppedEngine.filled(postgres, plan.slots(), Sensors.one(), 0, 0, 1);
            for (var name : plan.curves()) {
                out.printf("%n%s%n", name);
                var curve = switch (name) {
                    case "recovery-journal" -> byJournal(postgres, empty);
                    case "recovery-snapshots" -> bySnapshots(postgres, empty);
                    case "recovery-states" -> byStates(postgres, empty);
                    default -> throw new IllegalArgumentException("there is no curve " + name);
                };
                out.println("\n" + CurveText.table(curve));
                curves.add(curve);
                isMet &= isMet(curve);
            }
        }
        return new Result(curves, isMet);
    }

    private boolean isMet(Curve curve) {
        return switch (curve.name()) {
            case "recovery-journal" ->
                told(
                        "%,d events/s by the longest log".formatted(plan.requiredPerSecond()),
                        curve.at((double) plan.events(), RATE).orElseThrow().median() >= plan.requiredPerSecond());
            case "recovery-snapshots" ->
                told(
                        "%,d instances in %.1f s".formatted(plan.instances(), plan.requiredSeconds()),
                        curve.at(plan.instances(), SECONDS).orElseThrow().median() <= plan.requiredSeconds());
            default -> true;
        };
    }

    private boolean told(String required, boolean isMet) {
        out.println("required: " + required + ": " + (isMet ? "met" : "MISSED"));
        return isMet;
    }

    private Curve byJournal(TestPostgres postgres, StoppedEngine empty) throws InterruptedException, SQLException {
        var engines = new ArrayList<Subject>();
        for (long events : List.of(plan.events() / 8, plan.events() / 4, plan.events() / 2, plan.events())) {
            int instances = (int) Math.min(plan.instances(), events);
            engines.add(subject(postgres, (double) events, Sensors.one(), events, instances));
        }
        return measured(
                curve("recovery-journal", "Start by all records, without a snapshot", "events in the log"),
                engines,
                empty,
                true);
    }

    private Curve bySnapshots(TestPostgres postgres, StoppedEngine empty) throws InterruptedException, SQLException {
        var engines = new ArrayList<Subject>();
        for (int instances : List.of(plan.instances() / 10, plan.instances(), plan.instances() * 10)) {
            engines.add(subject(postgres, instances, Sensors.one(), instances, instances));
        }
        return measured(curve("recovery-snapshots", "Start by snapshots", "instances"), engines, empty, false);
    }

    private Curve byStates(TestPostgres postgres, StoppedEngine empty) throws InterruptedException, SQLException {
        var engines = new ArrayList<Subject>();
        int instances = Math.max(1, plan.instances() / 10);
        for (int bytes : plan.stateBytes()) {
            engines.add(subject(postgres, bytes, Sensors.withMemory(bytes), instances, instances));
        }
        var title = "Start by snapshots of %,d instances".formatted(instances);
        return measured(curve("recovery-states", title, "bytes of a state"), engines, empty, false);
    }

    /** An engine, and its place on the curve. */
    private record Subject(double across, StoppedEngine engine) {}

    private Subject subject(
            TestPostgres postgres, double across, Map<String, Sensor<?>> sensors, long events, int instances)
            throws InterruptedException {
        boolean isLarge = sensors.get(Sensors.READINGS) instanceof SizedReadings;
        out.printf("filling: %,d events, %,d instances%n", events, instances);
        return new Subject(
                across,
                StoppedEngine.filled(
                        postgres,
                        plan.slots(),
                        sensors,
                        events,
                        instances,
                        isLarge ? LARGE_UNDER_WAY : USUAL_UNDER_WAY));
    }

    private Curve curve(String name, String title, String acrossTitle) {
        var settings = Map.of("slots", Integer.toString(plan.slots()), "passes", Integer.toString(plan.passes()));
        return new Curve(
                name,
                title,
                acrossTitle,
                false,
                Curve.Line.STRAIGHT,
                0,
                About.now(1, settings, plan.page()),
                List.of());
    }

    private Curve measured(Curve none, List<Subject> subjects, StoppedEngine empty, boolean isByRecords)
            throws InterruptedException, SQLException {
        var curve = none;
        for (int pass = 0; pass < plan.passes(); pass++) {
            double idle = empty.started().seconds();
            for (var subject : pass % 2 == 0 ? subjects : subjects.reversed()) {
                curve = curve.with(sample(subject, pass, idle, isByRecords));
            }
        }
        return curve.with(inNewProcess(subjects.getLast(), isByRecords));
    }

    /** A new process has all of its classes to load and nothing compiled. */
    private Curve.Sample inNewProcess(Subject subject, boolean isByRecords) throws InterruptedException, SQLException {
        if (isByRecords) {
            subject.engine().forgetSnapshots();
        }
        double seconds = StartProcess.seconds(subject.engine().settings());
        out.printf("%,12.0f: %.2f s in a new process%n", subject.across(), seconds);
        return new Curve.Sample(subject.across(), plan.passes(), Map.of("in a new process, s", seconds));
    }

    private Curve.Sample sample(Subject subject, int pass, double idle, boolean isByRecords)
            throws InterruptedException, SQLException {
        var engine = subject.engine();
        if (isByRecords) {
            engine.forgetSnapshots();
        }
        var toRead = engine.toRead();
        var started = engine.started();
        long read = isByRecords ? engine.events() : engine.instances();
        var figures = new LinkedHashMap<String, Double>();
        figures.put(SECONDS, started.seconds());
        figures.put("of them an empty engine's", idle);
        figures.put("slowest slot's reading, s", started.slowestSlot());
        figures.put(isByRecords ? RATE : "instances/s", read / started.slowestSlot());
        figures.put("processor, s", started.processorSeconds());
        figures.put("records to read", (double) toRead.records());
        figures.put("their MB", toRead.recordBytes() / BYTES_PER_MB);
        figures.put("MB of snapshots", toRead.snapshotBytes() / BYTES_PER_MB);
        out.printf(
                "%,12.0f: %.2f s, of which an empty engine takes %.2f; %,d records and %,d bytes of snapshots to"
                        + " read%n",
                subject.across(), started.seconds(), idle, toRead.records(), toRead.snapshotBytes());
        return new Curve.Sample(subject.across(), pass, figures);
    }
}
