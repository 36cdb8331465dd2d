package dev.vigil.benchmarks.peers;

import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.report.ComparisonFile;
import dev.vigil.benchmarks.report.PeerCard;
import dev.vigil.benchmarks.report.PeerRun;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The process of one run of one peer: reads what is to be done from a file, does it, and writes what came of it to another.
 * It ends when its standard input does, so that it does not outlive whoever started it.
 */
public final class PeerProcess {
    private PeerProcess() {}

    /**
     * What a process tells.
     *
     * @param card who the peer is
     * @param run what it reached
     */
    record Told(PeerCard card, PeerRun run) {}

    /** Runs with the files of the task and of the answer. */
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().start(PeerProcess::endWithInput);
        int code = 1;
        try {
            ComparisonFile.write(
                    Path.of(arguments[1]), measured(ComparisonFile.read(Path.of(arguments[0]), PeerTask.class)));
            code = 0;
        } catch (Exception e) {
            LoggerFactory.getLogger(PeerProcess.class).error("The peer came to nothing", e);
        }
        System.exit(code); // whatever threads a library has left
    }

    private static Told measured(PeerTask task) throws Exception {
        var kind = PeerKind.named(task.peer()).orElseThrow();
        var alarms = new Alarms();
        try (var peer = kind.start(task, alarms)) {
            var run = new Measurement(task, peer, alarms, System.out::println).run();
            return new Told(new PeerCard(kind.title(), kind.what(), kind.guarantee(), peer.settings()), run);
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        } catch (IOException e) {
            // It is as good as the end.
        }
        System.exit(1);
    }
}
