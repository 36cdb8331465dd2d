package dev.vigil.benchmarks;

import dev.vigil.benchmarks.engine.StoryBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench story}: how long a story takes to be told in a long log. */
@Command(
        name = "story",
        mixinStandardHelpOptions = true,
        description = "Measures how long it takes to find events in a long log, and to tell what became of them.")
public final class StoryCommand implements Callable<Integer> {
    @Option(names = "--events", defaultValue = "10000000", description = "events in the log (${DEFAULT-VALUE})")
    private long events;

    @Option(names = "--stories", defaultValue = "1000", description = "stories to tell (${DEFAULT-VALUE})")
    private int stories;

    @Override
    public Integer call() throws Exception {
        var required = Duration.ofMillis(200);
        boolean met = new StoryBench(events, stories, required, System.out).run();
        System.out.println("\nrequired: " + required.toMillis() + " ms at p99: " + (met ? "met" : "MISSED"));
        return met ? 0 : 1;
    }
}
