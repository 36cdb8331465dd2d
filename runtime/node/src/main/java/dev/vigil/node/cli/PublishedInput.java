package dev.vigil.node.cli;

import dev.vigil.node.client.DataLines;
import dev.vigil.node.client.LineFormat;
import dev.vigil.node.http.cloudevents.MalformedEventException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options that say what is published. */
final class PublishedInput {
    @Parameters(paramLabel = "FILE", description = "What to publish: events in JSON, one a line. - is standard input.")
    private String file = "-";

    @Option(names = "--type", paramLabel = "TYPE", description = "Each line is the data of an event of that type.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--source", paramLabel = "URI", description = "The source of those events.")
    private Optional<String> source = Optional.empty();

    @Option(names = "--subject", paramLabel = "TEXT", description = "The subject of those events.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--content-type", paramLabel = "TYPE", description = "What their data is; without it, JSON.")
    private Optional<String> contentType = Optional.empty();

    @Option(names = "--whole", description = "The whole input is the data of one event.")
    private boolean isWhole;

    @Option(
            names = "--id-prefix",
            paramLabel = "TEXT",
            description = "What the ids of those events begin with; the number of the line follows. Under the same"
                    + " prefix the same input can be published again without doubling. Without it, one is made up.")
    private Optional<String> idPrefix = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    boolean isWhole() {
        return isWhole;
    }

    InputStream open() {
        try {
            return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read " + file + ": is it there?", e);
        }
    }

    LineFormat format() {
        if (type.isPresent() && source.isPresent()) {
            var lines = new DataLines(
                    type.get(),
                    source.get(),
                    subject,
                    contentType,
                    idPrefix.orElseGet(() -> UUID.randomUUID().toString()));
            try {
                lines.check();
            } catch (MalformedEventException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
            }
            return lines;
        }
        if (isWhole || Stream.of(type, source, subject, contentType, idPrefix).anyMatch(Optional::isPresent)) {
            throw new ParameterException(spec.commandLine(), "give both --type and --source, or lines that are events");
        }
        return LineFormat.events();
    }
}
