package dev.vigil.benchmarks;

import dev.vigil.benchmarks.growth.MemoryBench;
import dev.vigil.benchmarks.report.CurveText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vigil bench memory}: the heap that idle instances take. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Measures what an idle instance takes of the heap beyond its state's bytes.")
public final class MemoryCommand implements Callable<Integer> {
    private static final double MOST_BYTES = 250;

    @Option(
            names = "--instances",
            split = ",",
            defaultValue = "100000,1000000",
            description = "how many, ascending (${DEFAULT-VALUE})")
    private List<Integer> instances = new ArrayList<>();

    @Option(names = "--passes", defaultValue = "2", description = "how often each is measured (${DEFAULT-VALUE})")
    private int passes;

    @Mixin
    private PageOption page = new PageOption();

    @Override
    public Integer call() throws InterruptedException, IOException {
        var curve = new MemoryBench(instances, Math.max(1, passes), page.folder(), System.out).run();
        System.out.println("\n" + CurveText.table(curve));
        page.write(List.of(curve));
        boolean isMet = instances.stream()
                .allMatch(count ->
                        curve.at(count, MemoryBench.BEYOND_STATE).orElseThrow().median() <= MOST_BYTES);
        System.out.printf(
                "required: %.0f bytes an idle instance beyond its state's at most: %s%n",
                MOST_BYTES, isMet ? "met" : "MISSED");
        return isMet ? 0 : 1;
    }
}
