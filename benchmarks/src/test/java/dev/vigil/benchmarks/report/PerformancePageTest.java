package dev.vigil.benchmarks.report;

import static dev.vigil.benchmarks.report.Samples.comparison;
import static dev.vigil.benchmarks.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    private static final Pattern LINK = Pattern.compile("]\\((performance/[^)]+)\\)");

    @Test
    void figuresAreMediansWithTheirSpreadAndRatiosOfTheFirst() {
        var page = page(comparison(
                run("vigil", 0, 400, 2), run("other", 0, 100, 8), run("vigil", 1, 600, 2), run("other", 1, 200, 8)));
        assertThat(page)
                .contains("| vigil | 500 (400–600) | 1.00 |")
                .contains("| other | 150 (100–200) | 3.50 (3.00–4.00) |")
                .contains("| vigil | 2.00 / 6.00 |")
                .contains("Their p50 ÷ that of vigil")
                .contains("| other | 4.00 |")
                .contains("what \\| other is")
                .contains("version = 1 of other")
                .contains("| seed | 7 |")
                .doesNotContain("came to nothing");
    }

    @Test
    void whatAPeerDidNotReachIsLeftOut() {
        var slow = new PeerRun("slow", 0, 1, run("slow", 0, 10, 1).throughput(), java.util.List.of());
        var page = page(comparison(run("vigil", 0, 400, 2), slow).with("slow in round 2: it died"));
        assertThat(page).contains("| slow | – |").contains("- slow in round 2: it died");
    }

    @Test
    void aPageIsWrittenAlsoBeforeAnythingIsMeasured() {
        assertThat(page(comparison())).contains("## Throughput");
    }

    @Test
    void allThatThePageShowsIsWrittenAndIsXmlWhereItIsAChart(@TempDir Path folder) throws Exception {
        PerformancePage.write(folder, comparison(run("vigil", 0, 400, 2), run("other", 0, 100, 8)));
        var links =
                LINK.matcher(read(folder.resolve("performance.md"))).results().toList();
        assertThat(links).hasSize(8);
        for (var link : links) {
            var file = folder.resolve(link.group(1));
            if (link.group(1).endsWith(".svg")) {
                ChartTest.parsed(read(file));
            }
            assertThat(read(file)).isNotEmpty();
        }
    }

    private static String page(Comparison comparison) {
        return PerformancePage.text(comparison, Growth.NONE);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
