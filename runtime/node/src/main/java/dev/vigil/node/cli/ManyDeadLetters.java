package dev.vigil.node.cli;

import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that does something to many dead letters, and how it goes from page to page. */
final class ManyDeadLetters {
    private static final int PAGE = 100;
    /** Outcomes after which there is still something to do. */
    private static final Set<String> NOT_DONE = Set.of("failed-again", "held", "refused", "done-before");

    @Mixin
    private DeadLetterOptions meant = new DeadLetterOptions();

    @Option(names = "--all", description = "All there are.")
    private boolean isAll;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Says so where it is not clear which are meant, or where one is named and others too. */
    void check(Optional<String> id) {
        if (id.isPresent() == (isAll || !meant.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "expected either an ID, or options that say which are meant, or --all");
        }
    }

    /** Sends the order for page after page, and shows how often each outcome was. */
    int each(NodeClient node, NodeOptions options, String method, String path)
            throws UnreachableException, AnsweredException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        var after = "";
        while (true) {
            var all = isAll ? "&all=true" : "";
            var answer = node.order(method, path + "?limit=" + PAGE + all + meant.query() + after);
            var tally = answer.json();
            if (options.isJson()) {
                options.out().println(answer.line());
            }
            tally.properties().stream()
                    .filter(count -> count.getValue().isNumber())
                    .forEach(count ->
                            counts.merge(count.getKey(), count.getValue().asLong(), Long::sum));
            if (!tally.hasNonNull("next")) {
                break;
            }
            after = "&after=" + NodeClient.encoded(tally.path("next").asText());
        }
        if (!options.isJson()) {
            options.screen().line(counts.isEmpty() ? "none" : text(counts));
        }
        return Collections.disjoint(counts.keySet(), NOT_DONE) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String text(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
