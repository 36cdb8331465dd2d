package dev.vigil.benchmarks;

import dev.vigil.benchmarks.report.Curve;
import dev.vigil.benchmarks.report.GrowthPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether curves are written into the page, and where that is. */
final class PageOption {
    @Option(names = "--page", description = "writes what was measured into the page as well")
    private boolean isWanted;

    @Option(names = "--folder", defaultValue = "docs", description = "where the page is (${DEFAULT-VALUE})")
    private Path folder = Path.of("docs");

    Path folder() {
        return folder;
    }

    /** Writes them, where that is wanted. */
    void write(List<Curve> curves) throws IOException {
        if (isWanted) {
            GrowthPage.write(folder, curves);
            System.out.println("\nwritten to " + folder.resolve("performance.md"));
        }
    }
}
