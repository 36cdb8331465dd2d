package dev.vigil.node.cli;

import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.DataLines;
import dev.vigil.node.client.EventLine;
import dev.vigil.node.client.InputLines;
import dev.vigil.node.client.LineFormat;
import dev.vigil.node.client.Publication;
import dev.vigil.node.client.StoppedException;
import dev.vigil.node.client.UnreachableException;
import dev.vigil.node.http.cloudevents.MalformedEventException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes events from a file or from standard input, in their order. */
@Command(
        name = "publish",
        description = {
            "Publishes events to a running node, in their order.",
            "What the node cannot take now is sent again under the same ids, so that nothing is doubled. Empty lines are"
                    + " left out. It ends with 0 only if all was acknowledged."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vigil publish events.ndjson",
            "  echo '{\"value\": 99}' | vigil publish - --type reading --source /lab --subject d-17",
            "  tail -f app.log | vigil publish - --type log --source /app --content-type text/plain"
        })
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Mixin
    private PublishedInput published = new PublishedInput();

    @Option(names = "--keep-going", description = "Reports lines that are no events and goes on behind them.")
    private boolean keepsGoing;

    @Option(
            names = "--retry-for",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to send again what the node cannot take (${DEFAULT-VALUE}).")
    private int retrySeconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (retrySeconds < 0) {
            throw new ParameterException(spec.commandLine(), "--retry-for: expected 0 or more seconds");
        }
        var format = published.format();
        var err = spec.commandLine().getErr();
        try (var node = options.client();
                var progress = new Progress(err, Terminal.ERR.isWatched())) {
            var publication = new Publication(
                    node, Duration.ofSeconds(retrySeconds), why -> refused(why, progress), progress::show);
            var code = publish(format, publication, progress);
            progress.clear();
            summary(publication);
            return code;
        }
    }

    private void refused(StoppedException why, Progress progress) throws StoppedException {
        if (!keepsGoing) {
            throw why;
        }
        progress.line(String.valueOf(why.getMessage()));
    }

    private int publish(LineFormat format, Publication publication, Progress progress) throws InterruptedException {
        try (var in = published.open()) {
            if (published.isWhole()) {
                add(format, publication, 1, in.readAllBytes());
            } else {
                lines(format, publication, in);
            }
            publication.flush();
            return publication.refused() == 0 ? ExitCode.OK : ExitCode.FAILED;
        } catch (StoppedException e) {
            progress.line(e.getMessage() + "; neither this line nor what follows it was sent");
            return ExitCode.FAILED;
        } catch (AnsweredException e) {
            progress.line(e.getMessage() + "; " + again(format, publication));
            return ExitCode.FAILED;
        } catch (UnreachableException e) {
            progress.line(e.getMessage() + "; " + again(format, publication));
            return ExitCode.UNREACHABLE;
        } catch (IOException e) {
            progress.line("cannot read on: " + e.getMessage() + "; " + again(format, publication));
            return ExitCode.FAILED;
        }
    }

    /** What is gathered goes out before the next line has to be waited for. */
    private static void lines(LineFormat format, Publication publication, InputStream in)
            throws IOException, StoppedException, AnsweredException, UnreachableException, InterruptedException {
        var lines = new InputLines(in);
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            if (line.get().length > 0) {
                add(format, publication, lines.number(), line.get());
            }
            if (lines.waits()) {
                publication.flush();
            }
        }
    }

    private static void add(LineFormat format, Publication publication, long number, byte[] line)
            throws StoppedException, AnsweredException, UnreachableException, InterruptedException {
        byte[] event;
        try {
            event = format.event(number, line);
        } catch (MalformedEventException e) {
            publication.refuse(number, String.valueOf(e.getMessage()));
            return;
        }
        publication.add(new EventLine(number, event));
    }

    private static String again(LineFormat format, Publication publication) {
        var prefix = format instanceof DataLines lines ? " with --id-prefix " + lines.idPrefix() : "";
        return "acknowledged up to line " + publication.lastLine() + "; publish the same again" + prefix
                + ", what is there already is not doubled";
    }

    private void summary(Publication publication) {
        var out = options.out();
        if (options.isJson()) {
            out.println("{\"accepted\": " + publication.accepted() + ", \"duplicates\": " + publication.duplicates()
                    + ", \"refused\": " + publication.refused() + "}");
        } else {
            var events = publication.accepted() + publication.duplicates();
            out.println(events + " events acknowledged: " + publication.accepted() + " accepted, "
                    + publication.duplicates() + " duplicates"
                    + (publication.refused() == 0 ? "" : "; " + publication.refused() + " lines refused"));
        }
        out.flush();
    }
}
