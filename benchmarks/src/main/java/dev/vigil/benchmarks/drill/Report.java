package dev.vigil.benchmarks.drill;

import dev.vigil.benchmarks.drill.scenario.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of all drills: the newest result of each, of which a run replaces its own. */
final class Report {
    private static final String HEAD = """
            # Fault drills

            Written by `./vigil drill`. Each row is the newest run of that drill, against real processes and a PostgreSQL that
            waits for its disk. Times are least / median / p99 / most over the rounds, in seconds, from the injection to the
            first acknowledgement and state effect on every affected slot where it says recovery. A control is the same drill
            on a system that was broken on purpose; it must find violations.

            | # | drill | injected | rounds | events | numbers | lost | doubled | verdict | control | seed | date | commit | machine |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final Path file;
    private final long seed;

    Report(Path file, long seed) {
        this.file = file;
        this.seed = seed;
    }

    /** Puts the row of that drill into the page. */
    void put(Verdict verdict) {
        var rows = new TreeMap<Integer, String>();
        if (Files.exists(file)) {
            for (var line : read()) {
                if (line.matches("\\| \\d+ \\|.*")) {
                    rows.put(Integer.parseInt(line.substring(2, line.indexOf(" |"))), line);
                }
            }
        }
        rows.put(verdict.result().drill().number(), row(verdict));
        try {
            Files.writeString(file, HEAD + String.join("\n", rows.values()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> read() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String row(Verdict verdict) {
        var result = verdict.result();
        var drill = result.drill();
        var text = verdict.text()
                + result.violations().stream().map(line -> "<br>" + line).collect(Collectors.joining());
        var control = verdict.control()
                .map(broken ->
                        drill.control().what() + ": " + (broken.isGood() ? "found nothing" : "found " + kinds(broken)))
                .orElse("not run");
        return "| "
                + String.join(
                        " | ",
                        List.of(
                                Integer.toString(drill.number()),
                                drill.name(),
                                drill.fault(),
                                Integer.toString(result.rounds()),
                                Long.toString(result.events()),
                                result.measures().stream()
                                        .map(Measure::toString)
                                        .collect(Collectors.joining("<br>")),
                                Integer.toString(result.lost()),
                                Integer.toString(result.doubled()),
                                cell(text),
                                cell(control),
                                Long.toString(seed),
                                LocalDate.now(ZoneOffset.UTC).toString(),
                                commit(),
                                machine()))
                + " |";
    }

    private static String kinds(Result broken) {
        return broken.violations().stream()
                .map(line -> line.length() > 80 ? line.substring(0, 80) + " ..." : line)
                .collect(Collectors.joining("; "));
    }

    private static String cell(String text) {
        return text.replace("|", "/").replace("\n", " ");
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"));
    }

    private static String commit() {
        try {
            var git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
