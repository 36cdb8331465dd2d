package dev.vigil.benchmarks.growth;

import dev.vigil.benchmarks.report.About;
import dev.vigil.benchmarks.report.Curve;
import dev.vigil.benchmarks.report.CurveText;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Throughput of the whole engine, and its latency at a low rate, against what grows: curve by curve, on one PostgreSQL. */
public final class GrowthBench {
    private final Plan plan;
    private final PrintStream out;
    private int failures;

    /**
     * What is to be measured.
     *
     * @param curves their names
     * @param passes how often each point is measured: up, then down, and so on
     * @param isEndsOnly whether only the first and the last point of each curve are
     * @param backlog how many events are in the longest log
     * @param jvmWarmUp how long this process is warmed up
     * @param warmUp how long each engine is
     * @param duration of each measurement of throughput; latency takes half of that
     * @param page where the page is
     */
    public record Plan(
            List<String> curves,
            int passes,
            boolean isEndsOnly,
            int backlog,
            Duration jvmWarmUp,
            Duration warmUp,
            Duration duration,
            Path page) {
        /** A copy. */
        public Plan {
            curves = List.copyOf(curves);
        }

        private Map<String, String> settings() {
            var settings = new LinkedHashMap<String, String>();
            settings.put("passes", Integer.toString(passes));
            settings.put("warm-up", warmUp.toSeconds() + " s");
            settings.put("length of each measurement", duration.toSeconds() + " s");
            return settings;
        }
    }

    /** Takes a curve when it is measured. */
    @FunctionalInterface
    public interface Finished {
        /** It is. */
        void curve(Curve curve) throws IOException;
    }

    /** A run of that plan that tells its progress there. */
    public GrowthBench(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** The names of all curves there are. */
    public static List<String> names() {
        return GrowthCurve.all(1).stream().map(GrowthCurve::name).toList();
    }

    /** Runs all of it; true if what is required of the curves is met. */
    public boolean run(Finished finished) throws InterruptedException, IOException {
        boolean isMet = true;
        try (var postgres = TestPostgres.startDurable()) {
            out.printf("warming up for %d s%n", plan.jvmWarmUp().toSeconds());
            new PointRun(postgres, plan.jvmWarmUp(), plan.warmUp()).figures(Point.usual(0));
            for (var curve : GrowthCurve.all(plan.backlog())) {
                if (plan.curves().contains(curve.name())) {
                    var measured = measured(plan.isEndsOnly() ? curve.ends() : curve, postgres);
                    if (!measured.samples().isEmpty()) {
                        out.println("\n" + CurveText.table(measured));
                        finished.curve(measured);
                    }
                    isMet &= failures == 0 && measured.holds();
                }
            }
        }
        return isMet;
    }

    private Curve measured(GrowthCurve curve, TestPostgres postgres) throws InterruptedException {
        out.printf("%n%s%n", curve.title());
        var run = new PointRun(postgres, plan.warmUp(), plan.duration());
        var measured = curve.empty(About.now(1, plan.settings(), plan.page()));
        for (int pass = 0; pass < plan.passes(); pass++) {
            for (var point : pass % 2 == 0 ? curve.points() : curve.points().reversed()) {
                measured = measured(measured, run, point, pass);
            }
        }
        return measured;
    }

    private Curve measured(Curve before, PointRun run, Point point, int pass) throws InterruptedException {
        try {
            var figures = run.figures(point);
            out.printf("%,12.0f %s: %,.0f events/s%n", point.across(), before.acrossTitle(), figures.get("events/s"));
            return before.with(new Curve.Sample(point.across(), pass, figures));
        } catch (IllegalStateException e) {
            out.printf("%,12.0f %s came to nothing: %s%n", point.across(), before.acrossTitle(), e.getMessage());
            failures++;
            return before;
        }
    }
}
