package dev.vigil.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of the page that is about growth: its figures in {@code growth.json}, a chart and a table for each curve. */
public final class GrowthPage {
    private static final String FILE = "growth.json";

    private static final String HEAD = """
            ## Growth

            How figures change with one thing that grows while all else stays as it is, from [growth.json](performance/growth.json).
            Points are measured up and then down again, each with an engine and a database of its own; figures are the median, with
            the least and the most in brackets, and a ratio is made between points of one pass.

            """;

    private GrowthPage() {}

    /** Adds these curves to those that are in that folder, or puts them in their places, and writes the page anew. Blocks. */
    public static void write(Path folder, List<Curve> curves) throws IOException {
        var files = Files.createDirectories(PerformancePage.files(folder));
        var growth = read(folder);
        for (var curve : curves) {
            growth = growth.with(curve);
            Files.writeString(files.resolve(chart(curve)), CurveText.chart(curve));
        }
        ComparisonFile.write(files.resolve(FILE), growth);
        PerformancePage.write(folder);
    }

    /** The curves that are in that folder. */
    static Growth read(Path folder) throws IOException {
        var file = PerformancePage.files(folder).resolve(FILE);
        return Files.exists(file) ? ComparisonFile.read(file, Growth.class) : Growth.NONE;
    }

    private static String chart(Curve curve) {
        return "growth-" + curve.name() + ".svg";
    }

    /** What the page says of them; nothing where there are none. */
    static String text(Growth growth) {
        if (growth.curves().isEmpty()) {
            return "";
        }
        var text = new StringBuilder(HEAD);
        for (var curve : growth.curves()) {
            text.append("### ").append(curve.title()).append("\n\n");
            text.append(PerformancePage.image(curve.title(), chart(curve)));
            text.append(CurveText.table(curve)).append('\n').append(about(curve.about()));
        }
        return text.toString();
    }

    private static String about(About about) {
        var settings = new StringBuilder();
        about.settings()
                .forEach((name, value) ->
                        settings.append("; ").append(name).append(' ').append(value));
        return "Begun %s UTC, commit %s, %d cores (%s), %s, seed %d%s.\n\n"
                .formatted(
                        about.begun(),
                        about.commit(),
                        about.machine().cores(),
                        about.machine().processor(),
                        about.machine().java(),
                        about.seed(),
                        settings);
    }
}
