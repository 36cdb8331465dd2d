package dev.vigil.node.demo;

import java.io.PrintWriter;

/**
 * Where the demo tells what happens: lines, and on a terminal one more below them that changes in place.
 *
 * <p>Threading: safe to share.
 */
final class Console {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean isTerminal;
    private String status = "";

    Console(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** On this process's standard output, if that is what the writer writes to. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 does return null where there is no terminal
    static Console of(PrintWriter out) {
        var system = System.console();
        var dumb = "dumb".equals(System.getenv("TERM"));
        return new Console(out, system != null && system.isTerminal() && !dumb);
    }

    synchronized void line(String text) {
        if (isTerminal && !status.isEmpty()) {
            out.print(CLEAR_LINE);
        }
        out.println(text);
        if (isTerminal) {
            out.print(status);
        }
        out.flush();
    }

    /** Shows how far it is; where lines cannot change, only what should be seen there. */
    synchronized void progress(String text, boolean isMilestone) {
        if (isTerminal) {
            status = text;
            out.print(CLEAR_LINE + status);
        } else if (isMilestone) {
            out.println(text);
        }
        out.flush();
    }

    /** Leaves the progress where it is and goes on below it. */
    synchronized void endProgress() {
        if (isTerminal && !status.isEmpty()) {
            out.println();
        }
        status = "";
        out.flush();
    }
}
