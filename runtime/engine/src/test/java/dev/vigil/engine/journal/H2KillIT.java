package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.EngineSettings;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 under SIGKILL, and under two processes. {@link H2KillPointsIT} has the moments that a kill seldom meets. */
class H2KillIT {
    private static final int ROUNDS = Integer.getInteger("vigil.h2.kills", 6);

    @TempDir
    Path folder;

    private String url = "";

    @BeforeEach
    void name() {
        url = "jdbc:h2:file:" + folder.resolve("journal");
    }

    @Test
    void whatWasReportedAsAppendedIsThereAfterEveryKill() throws Exception {
        var random = new Random(20_260_101);
        var reported = new long[KilledProcess.SLOTS];
        for (int round = 0; round < ROUNDS; round++) {
            try (var child = ChildProcess.on(url)) {
                recovered(child, reported);
                appendedUntilKilled(child, reported, 200 + random.nextInt(2_000));
            }
        }
        try (var database = Database.open(new EngineSettings.Journal(url, "sa", "", 4), TestNode.SLOTS)) {
            for (int slot = 0; slot < KilledProcess.SLOTS; slot++) {
                assertThat(reported[slot]).isGreaterThan(ROUNDS);
                assertThat(lastOfAllAsWritten(database, slot)).isBetween(reported[slot], reported[slot] + 1);
            }
        }
    }

    private static long lastOfAllAsWritten(Database database, int slot) {
        long last = 0;
        while (true) {
            var stage = database.reader().read(slot, last + 1, Long.MAX_VALUE, 1 << 20);
            var records =
                    stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
            if (records.isEmpty()) {
                return last;
            }
            for (var stored : records) {
                last++;
                assertThat(stored.sequence()).isEqualTo(last);
                assertThat(stored.record()).isEqualTo(KilledProcess.record(slot, last));
            }
        }
    }

    private static void recovered(ChildProcess child, long[] reported) throws InterruptedException {
        int slots = 0;
        while (slots < KilledProcess.SLOTS) {
            var line = child.line();
            assertThat(line).isNotNull().matches("[RA] \\d+ \\d+");
            slots += line.startsWith("R") ? 1 : 0;
            note(line, reported);
        }
    }

    private static void appendedUntilKilled(ChildProcess child, long[] reported, int count)
            throws InterruptedException {
        int appended = 0;
        for (var line = child.line(); line != null; line = child.line()) {
            // A kill may cut the last line off anywhere; what is left of it may look like a smaller number.
            if (appended < count || isNext(line, reported)) {
                note(line, reported);
            }
            if (++appended == count) {
                child.kill();
            }
        }
        assertThat(appended).isGreaterThanOrEqualTo(count);
    }

    private static boolean isNext(String line, long[] reported) {
        return line.matches("A \\d+ \\d+") && line.endsWith(" " + (reported[line.charAt(2) - '0'] + 1));
    }

    private static void note(String line, long[] reported) {
        assertThat(line).matches("[RA] \\d+ \\d+");
        var words = line.split(" ", -1);
        int slot = Integer.parseInt(words[1]);
        long sequence = Long.parseLong(words[2]);
        if (line.startsWith("R")) {
            assertThat(sequence).as("recovered of slot %d", slot).isBetween(reported[slot], reported[slot] + 1);
        } else {
            assertThat(sequence).as("appended to slot %d", slot).isEqualTo(reported[slot] + 1);
        }
        reported[slot] = sequence;
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefusedAndToldWhoIsThere() throws Exception {
        try (var database = Database.open(new EngineSettings.Journal(url, "sa", "", 2), TestNode.SLOTS);
                var child = ChildProcess.on(url)) {
            assertThat(child.line())
                    .startsWith("FolderInUseException")
                    .contains(folder.toString())
                    .contains("pid " + ProcessHandle.current().pid() + " on host ")
                    .contains("started 20");
            assertThat(child.exitCode()).isEqualTo(3);
            assertThat(database.reachable().toCompletableFuture().join()).isTrue();
        }
    }
}
