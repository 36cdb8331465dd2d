package dev.vigil.benchmarks.drill;

import dev.vigil.benchmarks.drill.scenario.Measure;
import dev.vigil.benchmarks.report.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final int CONTROL = 9;

    private final Path file;
    private final long seed;

    Report(Path file, long seed) {
        this.file = file;
        this.seed = seed;
    }

    /** Puts the row of that drill into the page; where its control was not run, what is known of it stays. */
    void put(Verdict verdict) {
        var rows = rows();
        var number = verdict.result().drill().number();
        var control = verdict.control()
                .map(this::control)
                .orElseGet(() -> Optional.ofNullable(rows.get(number))
                        .map(old -> old.get(CONTROL))
                        .orElse("not run"));
        rows.put(number, row(verdict, control));
        write(rows);
    }

    /** Puts what a control found into the row of its drill; only where that is there. */
    void putControl(Result broken) {
        var rows = rows();
        if (rows.containsKey(broken.drill().number())) {
            rows.get(broken.drill().number()).set(CONTROL, control(broken));
            write(rows);
        }
    }

    private Map<Integer, List<String>> rows() {
        var rows = new TreeMap<Integer, List<String>>();
        if (Files.exists(file)) {
            for (var line : read()) {
                if (line.matches("\\| \\d+ \\|.*")) {
                    var cells = new ArrayList<>(
                            List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)));
                    rows.put(Integer.valueOf(cells.getFirst()), cells);
                }
            }
        }
        return rows;
    }

    private void write(Map<Integer, List<String>> rows) {
        var lines = rows.values().stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n"));
        try {
            Files.writeString(file, HEAD + lines + "\n");
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

    private List<String> row(Verdict verdict, String control) {
        var result = verdict.result();
        var drill = result.drill();
        // Numbers that were missed stand among the numbers.
        var text = Stream.concat(
                        Stream.of(verdict.text()),
                        counted(Stream.concat(result.broken().stream(), result.findings().lines().stream())))
                .collect(Collectors.joining("<br>"));
        return new ArrayList<>(List.of(
                Integer.toString(drill.number()),
                drill.name(),
                cell(drill.fault()),
                Integer.toString(result.rounds()),
                Long.toString(result.events()),
                cell(Stream.concat(result.measures().stream().map(Measure::toString), result.notes().stream())
                        .collect(Collectors.joining("<br>"))),
                Integer.toString(result.lost()),
                Integer.toString(result.doubled()),
                cell(text),
                control,
                Long.toString(seed),
                LocalDate.now(ZoneOffset.UTC).toString(),
                Commit.here(file),
                machine()));
    }

    /** What a control found, and when: a run of the drill alone leaves it as it is. */
    private String control(Result broken) {
        var control = broken.drill().control();
        return cell(control.what() + ": " + (broken.hasFound(control.finds()) ? "found " : "FOUND NOTHING of that: ")
                + kinds(broken) + " (" + LocalDate.now(ZoneOffset.UTC) + ", " + Commit.here(file) + ")");
    }

    private static String kinds(Result broken) {
        return counted(broken.violations().stream()).collect(Collectors.joining("; "));
    }

    /** Each line once, shortened, with how often it was there. */
    private static Stream<String> counted(Stream<String> lines) {
        var times = new LinkedHashMap<String, Integer>();
        lines.map(line -> line.length() > 80 ? line.substring(0, 80) + " ..." : line)
                .forEach(line -> times.merge(line, 1, Integer::sum));
        return times.entrySet().stream()
                .map(entry ->
                        entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " (" + entry.getValue() + " times)");
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
}
