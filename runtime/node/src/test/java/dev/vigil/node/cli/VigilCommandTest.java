package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.node.MemoryEngineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VigilCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void checkSaysOkAndMakesNothing() throws Exception {
        var data = folder.resolve("data");
        assertThat(run("check", "--config", file("vigil.data-folder = \"" + data + "\"")))
                .isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("OK");
        assertThat(err.toString()).isEmpty();
        assertThat(data).doesNotExist();
    }

    @Test
    void checkPrintsOneLineAProblemAndEndsWithTwo() throws Exception {
        assertThat(run(
                        "check",
                        "--config",
                        file("vigil { slots = none, sensors.x { kind = nope } }"),
                        "--set",
                        "vigil.http.port=x"))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.equals("vigil.slots: \"none\"; expected a whole number from 1 to 1024"))
                .anyMatch(line -> line.startsWith("vigil.sensors.x.kind: \"nope\"; expected one of "))
                .anyMatch(line -> line.startsWith("vigil.http.port: \"x\"; expected "));
    }

    @Test
    void runRefusesWhatCheckRefuses() throws Exception {
        assertThat(run("run", "-c", file("vigil.slots = none"))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void runThatCannotStartEndsWithOneInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(
                            "run",
                            "--config",
                            file(""),
                            "--set",
                            "vigil.http.port=" + taken.getLocalPort(),
                            "--set",
                            "vigil.management.port=0",
                            "--set",
                            "vigil.data-folder=" + folder.resolve("d")))
                    .isEqualTo(1);
        }
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("cannot start: vigil.http.port: ");
    }

    @Test
    void aFileThatIsNotThereIsOneLine() throws Exception {
        assertThat(run("check", "--config", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void versionAndHelpAreToldAndNonsenseIsNot() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).startsWith("vigil ");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("run", "check", "version");
        assertThat(run()).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run("check", "--set")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return VigilCommand.commandLine(new MemoryEngineFactory())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("vigil.conf"), text).toString();
    }
}
