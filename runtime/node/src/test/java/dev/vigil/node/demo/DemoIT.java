package dev.vigil.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.node.ClusterEngine;
import dev.vigil.node.cli.VigilCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, in this process, on a journal in a folder. What is expected was worked out from the feed alone. */
class DemoIT {
    private static final List<String> READINGS = List.of(
            "ALARM boiler-room reads 99, which is above 98",
            "ALARM lamp-motor reads 112, which is above 98",
            "ALARM crane-2-brake reads 99, which is above 98",
            "ALARM crane-2-brake reads 103, which is above 98",
            "ALARM crane-2-brake reads 101, which is above 98",
            "ALARM boiler-room reads 107, which is above 98",
            "ALARM pump-3 reads 100, which is above 98");
    private static final List<String> BROKEN = List.of(
            "lighthouse: CI #105",
            "tide-tables: CI #311",
            "manifest-parser: lint",
            "crane-control: Build #78",
            "tide-tables: container-scan",
            "pilot-app: CI #222",
            "lighthouse: Docs #42");
    private static final List<String> RECOVERED = List.of(
            "tide-tables: CI",
            "lighthouse: CI #108",
            "manifest-parser: lint",
            "crane-control: Build #80",
            "lighthouse: Docs #43");

    @TempDir
    private Path folder;

    private record Run(int exitCode, String out, String err) {
        /** Lines that begin with a label, with one space between words. */
        List<String> labelled(String label) {
            return out.lines()
                    .map(line -> line.strip().replaceAll(" +", " "))
                    .filter(line -> line.startsWith(label + " "))
                    .toList();
        }

        /** From the first table on, up to where the run's own addresses come. */
        String knowledge() {
            return out.substring(out.indexOf("What the sensor"), out.indexOf("The data is kept"));
        }
    }

    @Test
    void theFirstRunFiresWhatTheFeedGivesCauseForAndTheSecondFindsThatAllOfItIsKnown() {
        var first = run();
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        firings(first);
        assertThat(first.labelled("DUPLICATE")).hasSize(1);
        assertThat(first.labelled("REFUSED")).hasSize(3);
        assertThat(first.out()).contains("722 events taken", "answered 401", "\"accepted\": 0, \"duplicates\": 1");
        sensorsWithoutJava(first);
        knowledge(first);
        assertThat(first.labelled("STORY")).hasSize(1);
        assertThat(first.out()).contains("readings handled it as boiler-room; it fired alarm: delivered, attempts: 1");
        assertThat(first.labelled("REPLAY"))
                .containsExactly("REPLAY 600 events handled again; held back: " + READINGS.size() + " to alarm");
        assertThat(first.out()).contains("and the same as before");

        var second = run();
        assertThat(second.err()).isEmpty();
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("All 722 events had been sent before", "nothing fired again");
        assertThat(second.labelled("ALARM")).isEmpty();
        for (var label : List.of("RECOVERED", "BROKEN", "REMINDER", "REVIEWER", "VAN", "BERTH", "SILENT", "PAGER")) {
            assertThat(second.labelled(label)).as(label).isEmpty();
        }
        assertThat(second.labelled("DEAD")).as("what is not discarded").hasSize(1);
        assertThat(second.knowledge()).isEqualTo(first.knowledge());
    }

    private static void firings(Run run) {
        var alarms = run.labelled("ALARM");
        assertThat(alarms).hasSize(READINGS.size() + BROKEN.size()).containsAll(READINGS);
        for (var broken : BROKEN) {
            assertThat(alarms)
                    .filteredOn(line -> line.startsWith("ALARM harbour/" + broken + " broke"))
                    .hasSize(1);
        }
        assertThat(run.labelled("RECOVERED")).hasSize(RECOVERED.size());
        for (var recovered : RECOVERED) {
            assertThat(run.labelled("RECOVERED"))
                    .filteredOn(line -> line.matches("RECOVERED harbour/" + recovered + "( #[0-9]+)? is green again.*"))
                    .hasSize(1);
        }
        assertThat(run.out()).doesNotContain("not of this feed");
    }

    private static void sensorsWithoutJava(Run run) {
        assertThat(run.labelled("BROKEN")).containsExactly("BROKEN line 6 of shop.ndjson is no event");
        assertThat(run.labelled("REMINDER")).containsExactly("REMINDER order-1003 is not paid");
        assertThat(run.labelled("REVIEWER"))
                .containsExactly(
                        "REVIEWER harbour/lighthouse#94 \"Show the tide on the lamp room wall\" waits for jonas-brine");
        assertThat(run.labelled("VAN"))
                .anyMatch(line -> line.matches("VAN [12] orders are ready, the last order-100[12]"));
        assertThat(run.labelled("SILENT")).contains("SILENT GitHub sends nothing more");
        assertThat(run.labelled("CLOCK")).isNotEmpty();
        assertThat(run.labelled("BERTH"))
                .containsExactlyInAnyOrder(
                        "BERTH Ebba Brahe lies at berth 4",
                        "BERTH Meridian lies at berth 7",
                        "BERTH Saga lies at berth 2");
        assertThat(run.labelled("DEAD"))
                .hasSize(2)
                .last()
                .isEqualTo("DEAD LETTER break-ins for 203.0.113.7, trigger pager");
        assertThat(run.labelled("DEAD").getFirst()).startsWith("DEAD LETTER shop.ndjson, line 6: ");
        assertThat(run.labelled("event"))
                .hasSize(READINGS.size())
                .allMatch(line -> line.matches(".*, trace [0-9a-f]{8}\\.\\.\\."));
        assertThat(run.labelled("PAGER")).containsExactly("PAGER 5 logins failed from 203.0.113.7, the last as guest");
        // Not before it was redriven.
        assertThat(run.out().indexOf("  PAGER")).isGreaterThan(run.out().indexOf("  DEAD LETTER break-ins"));
    }

    private static void knowledge(Run run) {
        var rows = run.knowledge().lines().map(line -> line.strip().replaceAll(" +", " "));
        assertThat(rows)
                .anyMatch(row -> row.matches("lamp-motor 50 [0-9]+ 112 [0-9]+"))
                .anyMatch(row -> row.matches("boiler-room 50 [0-9]+ 107 [0-9]+"))
                .anyMatch(row -> row.startsWith("harbour/tide-tables check_run/container-scan BROKEN "))
                .anyMatch(row -> row.startsWith("harbour/pilot-app workflow_run/CI BROKEN "))
                .anyMatch(row -> row.startsWith("harbour/lighthouse workflow_run/Docs GREEN "))
                .filteredOn(row -> row.contains(" 50 "))
                .hasSize(12);
    }

    private Run run() {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = VigilCommand.commandLine(new ClusterEngine())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "demo",
                        "--fast",
                        "--once",
                        "--folder",
                        folder.resolve("demo").toString());
        return new Run(exitCode, out.toString(), err.toString());
    }
}
