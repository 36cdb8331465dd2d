package dev.vigil.benchmarks.drill.bench;

import dev.vigil.node.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts this program into a network namespace of its own, so that nothing it does to a network reaches the machine's. */
public final class Namespace {
    private static final String MARK = "VIGIL_DRILL_NAMESPACE";

    private Namespace() {}

    /** Whether this process was started by {@link #again}. */
    public static boolean isOwn() {
        return System.getenv(MARK) != null;
    }

    /** Why a namespace cannot be had here; empty where it can. */
    public static Optional<String> missing() {
        if (!isRoot()) {
            return Optional.of("root is needed to make network namespaces");
        }
        for (var tool : List.of("ip", "unshare", "nsenter")) {
            if (!isInstalled(tool)) {
                return Optional.of("the command " + tool + " is needed to make network namespaces");
            }
        }
        return Optional.empty();
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not Linux
        }
    }

    private static boolean isInstalled(String tool) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, tool))) {
                return true;
            }
        }
        return false;
    }

    /** Runs the same program with those arguments in a namespace of its own, and returns its exit code. Blocks. */
    public static int again(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("unshare", "--net"));
        command.addAll(JavaCommand.of(ManagementFactory.getRuntimeMXBean().getInputArguments(), Main.class));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(MARK, "1");
        var process = builder.start();
        var hook = new Thread(process::destroy, "end-of-drill");
        Runtime.getRuntime().addShutdownHook(hook);
        return process.waitFor();
    }
}
