package dev.vigil.benchmarks.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.benchmarks.engine.ProcessFigures;
import dev.vigil.benchmarks.report.Quantiles;
import dev.vigil.benchmarks.report.Spread;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What events by HTTP cost: one in a request, a hundred, and streams, beside a bare server of the same kind and settings in the
 * same process that does nothing with what it gets, in turn, since a machine drifts. The driver is a process of its own.
 */
public final class HttpBench {
    private static final List<Integer> CONNECTIONS = List.of(64, 256);
    private static final int STREAMS = 8;
    private static final double REQUIRED_SHARE = 0.5;
    private static final double REQUIRED_P99_MILLIS = 15;
    private static final double REQUIRED_BATCHED = 200_000;

    /** As the node has it, for whatever actor system it is laid over. */
    private static final Config NODE = ConfigFactory.parseResources("vigil-node.conf");

    private final Plan plan;
    private final PrintStream out;

    /**
     * What is run.
     *
     * @param rounds how often each is measured
     * @param warmUpSeconds how long each runs before
     * @param seconds the length of each measurement
     */
    public record Plan(int rounds, double warmUpSeconds, double seconds) {}

    /** Two servers under one driver. */
    private record Stage(TestPostgres postgres, EventsServer events, EchoServer echo, Driver driver) {}

    /** What was reached in each round. */
    private record Reached(
            List<Double> echo, List<Double> single, List<Double> shares, List<Double> batched, List<Double> streamed) {
        Reached() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** A run of that plan that prints there. */
    public HttpBench(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** Runs all of it; true if the numbers that are required are met. */
    public boolean run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int connections = 2 * CONNECTIONS.getLast();
        out.println("starting PostgreSQL (fsync on), a node's events API, a bare server of Pekko HTTP, and the driver");
        try (var postgres = TestPostgres.startDurable();
                var events = EventsServer.start(postgres, NODE, connections);
                var echo = EchoServer.start(alone(), connections);
                var driver = Driver.start()) {
            var stage = new Stage(postgres, events, echo, driver);
            warmUp(stage);
            var reached = new Reached();
            for (int round = 1; round <= plan.rounds(); round++) {
                out.printf("%nround %d, closed loop%n", round);
                round(stage, reached);
            }
            return verdict(stage, reached);
        }
    }

    /** For an actor system that is nothing but a server. */
    private static Config alone() {
        return ConfigFactory.parseString("pekko { fail-mixed-versions = off, daemonic = on }")
                .withFallback(NODE)
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private void warmUp(Stage stage) throws IOException {
        out.printf("warming up, %.0f s each%n", plan.warmUpSeconds());
        for (var shape : Shape.values()) {
            stage.driver().run(task(stage.events().port(), shape, 0, plan.warmUpSeconds()));
        }
        stage.driver().run(task(stage.echo().port(), Shape.SINGLE, 0, plan.warmUpSeconds()));
    }

    private void round(Stage stage, Reached reached) throws IOException {
        double echo = 0;
        double single = 0;
        for (int connections : CONNECTIONS) {
            var one = closed(stage, "bare", stage.echo().port(), Shape.SINGLE, connections);
            var other = closed(stage, "single", stage.events().port(), Shape.SINGLE, connections);
            // What was refused was answered too, but not taken.
            out.printf("  %50.2f of bare%n", other.eventsPerSecond() / one.eventsPerSecond());
            echo = Math.max(echo, one.eventsPerSecond());
            single = Math.max(single, other.eventsPerSecond());
        }
        reached.echo().add(echo);
        reached.single().add(single);
        reached.shares().add(single / echo);
        int port = stage.events().port();
        reached.batched()
                .add(closed(stage, "batches", port, Shape.BATCH, CONNECTIONS.getFirst())
                        .eventsPerSecond());
        reached.streamed()
                .add(closed(stage, "streams", port, Shape.STREAM, STREAMS).eventsPerSecond());
    }

    private Driven closed(Stage stage, String what, int port, Shape shape, int connections) throws IOException {
        return measured(stage, what, new DriverTask(port, shape, connections, 0, plan.seconds()));
    }

    private DriverTask task(int port, Shape shape, double perSecond, double seconds) {
        int connections = shape == Shape.STREAM ? STREAMS : CONNECTIONS.getLast();
        return new DriverTask(port, shape, connections, perSecond, seconds);
    }

    private boolean verdict(Stage stage, Reached reached) throws IOException {
        double echo = median(reached.echo());
        double single = median(reached.single());
        double batched = median(reached.batched());
        out.printf("%nopen loop, at half of the median of what was reached%n");
        measured(stage, "bare", task(stage.echo().port(), Shape.SINGLE, echo / 2, plan.seconds()));
        var half = measured(stage, "single", task(stage.events().port(), Shape.SINGLE, single / 2, plan.seconds()));
        measured(
                stage,
                "batches",
                task(stage.events().port(), Shape.BATCH, batched / 2 / Shape.BATCH.events(), plan.seconds()));
        out.printf("%nof the rounds, least / median / most, the better of %s connections%n", CONNECTIONS);
        spread("bare, requests/s", "%,.0f", reached.echo());
        spread("single, requests/s", "%,.0f", reached.single());
        spread("single as a share of bare", "%.2f", reached.shares());
        spread("batches of 100, events/s", "%,.0f", reached.batched());
        spread("streams, events/s", "%,.0f", reached.streamed());
        boolean isMet = half.refused() == 0;
        if (!isMet) {
            out.printf("required: none refused; %,d: MISSED%n", half.refused());
        }
        isMet &= met("single, of bare", "%.2f", median(reached.shares()), REQUIRED_SHARE, true);
        isMet &= met("single at half, p99 in ms", "%.1f", half.latency().p99(), REQUIRED_P99_MILLIS, false);
        isMet &= met("batches, events/s", "%,.0f", batched, REQUIRED_BATCHED, true);
        return isMet;
    }

    private Driven measured(Stage stage, String what, DriverTask task) throws IOException {
        var before = ProcessFigures.now(stage.postgres().pid());
        var driven = stage.driver().run(task);
        var used = ProcessFigures.now(stage.postgres().pid()).since(before);
        print(what, task, driven, used);
        return driven;
    }

    private void print(String what, DriverTask task, Driven driven, ProcessFigures used) {
        Quantiles latency = driven.latency();
        double requests = Math.max(1, driven.requests());
        out.printf(
                "  %-8s %3d connections %,9.0f %s/s %,9.0f events/s  p50 %.1f ms, p99 %.1f ms, max %.0f ms;"
                        + " processor %.0f µs here, %.0f µs PostgreSQL, %.0f µs driver; %.1f kB allocated%s%n",
                what,
                task.connections(),
                driven.requestsPerSecond(),
                task.shape() == Shape.STREAM ? "hundreds" : "requests",
                driven.eventsPerSecond(),
                latency.p50(),
                latency.p99(),
                latency.max(),
                used.cpuNanos() / 1e3 / requests,
                used.serverCpuNanos() / 1e3 / requests,
                driven.cpuNanos() / 1e3 / requests,
                used.allocatedBytes() / 1e3 / requests,
                driven.refused() == 0 ? "" : "; refused %,d".formatted(driven.refused()));
    }

    private void spread(String what, String format, List<Double> values) {
        var spread = Spread.of(values).orElseThrow();
        out.printf(
                "  %-28s " + format + " / " + format + " / " + format + "%n",
                what,
                spread.least(),
                spread.median(),
                spread.most());
    }

    private boolean met(String what, String format, double reached, double required, boolean isAtLeast) {
        boolean isMet = isAtLeast ? reached >= required : reached <= required;
        out.printf(
                "required: %s " + (isAtLeast ? "≥ " : "≤ ") + format + "; " + format + ": %s%n",
                what,
                required,
                reached,
                isMet ? "met" : "MISSED");
        return isMet;
    }

    private static double median(List<Double> values) {
        return Spread.of(values).orElseThrow().median();
    }
}
