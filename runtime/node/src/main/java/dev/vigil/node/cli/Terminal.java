package dev.vigil.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process writes to a terminal. */
enum Terminal {
    OUT(1),
    ERR(2);

    private final int descriptor;

    Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether somebody looks at it who sees lines change in place. */
    boolean isWatched() {
        return isThere() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether it shows colours and the user wants them, see no-color.org. */
    boolean isColoured() {
        var refusal = System.getenv("NO_COLOR");
        return isWatched() && (refusal == null || refusal.isEmpty());
    }

    /** Linux tells of each stream; elsewhere Java knows of all together. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 does return null where there is no terminal
    private boolean isThere() {
        var stream = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(stream)) {
                return Files.readSymbolicLink(stream).toString().matches("/dev/(pts/|tty|console).*");
            }
        } catch (IOException e) {
            return false;
        }
        var system = System.console();
        return system != null && system.isTerminal();
    }
}
