package dev.vigil.benchmarks.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.check.Findings;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.scenario.Drill;
import dev.vigil.benchmarks.drill.scenario.Drills;
import dev.vigil.benchmarks.drill.scenario.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder = Path.of(".");

    private Path file = folder;
    private Report report = new Report(folder, 0);

    @BeforeEach
    void page() {
        file = folder.resolve("drills.md");
        report = new Report(file, 7);
    }

    private static Drill drill(int number) {
        return Drills.named(Integer.toString(number)).getFirst();
    }

    private static Result result(int number, Kind... found) {
        var findings = new Findings();
        for (var kind : found) {
            findings.add(kind, "event | 1");
        }
        var measure = new Measure("recovery", "s", Measure.atMost(Duration.ofSeconds(2)), List.of(1.0, 1.5));
        return new Result(drill(number), 2, 1_000, List.of(measure), List.of("I8: fine"), List.of(), findings);
    }

    private List<String> rows() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("\\| \\d+ .*"))
                .toList();
    }

    @Test
    void aRowSaysWhatWasInjectedAndWhatCameOfIt() throws IOException {
        report.put(new Verdict(result(1), Optional.of(result(1, Kind.DOUBLED))));
        assertThat(rows())
                .singleElement()
                .asString()
                .contains("| 1 | kill | SIGKILL to any node, started again 5 s later | 2 | 1000 |")
                .contains("recovery 1.00 / 1.50 / 1.50 / 1.50 s (≤ 2.00 s)<br>I8: fine | 0 | 0 | kept |")
                .contains("dedupe off: found DOUBLED 1: event / 1")
                .contains("| 7 |");
    }

    @Test
    void aRunReplacesItsOwnRowAndNoOther() throws IOException {
        report.put(new Verdict(result(12), Optional.empty()));
        report.put(new Verdict(result(1), Optional.empty()));
        report.put(new Verdict(result(1, Kind.LOST), Optional.empty()));
        assertThat(rows()).hasSize(2);
        assertThat(rows().getFirst()).contains("| kill |", "| 1 | 0 | FAILED<br>LOST 1: event / 1 | not run |");
        assertThat(rows().getLast()).contains("| database-crash |", "| kept |");
    }

    @Test
    void aRunWithoutItsControlKeepsWhatTheControlFoundBefore() throws IOException {
        report.put(new Verdict(result(1), Optional.of(result(1, Kind.DOUBLED))));
        report.put(new Verdict(result(1, Kind.LOST), Optional.empty()));
        assertThat(rows()).singleElement().asString().contains("FAILED<br>LOST", "dedupe off: found DOUBLED 1");
    }

    @Test
    void aControlAloneChangesNothingButItsCell() throws IOException {
        report.put(new Verdict(result(1), Optional.empty()));
        report.putControl(result(1, Kind.DOUBLED));
        report.putControl(result(2, Kind.DOUBLED));
        assertThat(rows()).singleElement().asString().contains("| kept | dedupe off: found DOUBLED 1");
    }

    @Test
    void aControlThatFindsSomethingElseHasFoundNothing() throws IOException {
        var verdict = new Verdict(result(1), Optional.of(result(1, Kind.UNTYPED)));
        report.put(verdict);
        assertThat(verdict.isGood()).isFalse();
        assertThat(rows()).singleElement().asString().contains("FAILED: its control", "FOUND NOTHING of that: UNTYPED");
    }

    @Test
    void whatWasFoundOftenIsToldOnceWithHowOften() throws IOException {
        var drill = drill(8);
        var often = new Result(
                drill,
                1,
                10,
                List.of(),
                List.of(),
                List.of("it acknowledges", "it acknowledges", "other"),
                new Findings());
        report.put(new Verdict(often, Optional.of(often)));
        assertThat(rows())
                .singleElement()
                .asString()
                .contains("| FAILED<br>it acknowledges (2 times)<br>other | ")
                .contains("found it acknowledges (2 times); other (");
    }

    @Test
    void aNumberThatWasMissedIsToldAmongTheNumbersAlone() throws IOException {
        var slow = new Measure("recovery", "s", Measure.atMost(Duration.ofSeconds(2)), List.of(3.0));
        report.put(new Verdict(
                new Result(drill(1), 1, 10, List.of(slow), List.of(), List.of(), new Findings()), Optional.empty()));
        assertThat(rows())
                .singleElement()
                .asString()
                .contains(
                        "| recovery 3.00 s MISSED (≤ 2.00 s) | 0 | 0 | nothing lost or doubled, but numbers were MISSED |");
    }
}
