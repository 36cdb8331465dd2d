package dev.vigil.node.cli;

import dev.vigil.node.client.Publication;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Shows on a terminal how far a publication is, in one line that changes in place; elsewhere nothing. */
final class Progress implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintWriter err;
    private final boolean isShown;
    private long nextNanos = System.nanoTime() + BETWEEN_NANOS;

    Progress(PrintWriter err, boolean isShown) {
        this.err = err;
        this.isShown = isShown;
    }

    void show(Publication publication) {
        var now = System.nanoTime();
        if (isShown && now - nextNanos >= 0) {
            nextNanos = now + BETWEEN_NANOS;
            err.print(CLEAR_LINE + (publication.accepted() + publication.duplicates()) + " events acknowledged");
            err.flush();
        }
    }

    /** A line that stays. */
    void line(String text) {
        clear();
        err.println(Screen.plain(text));
    }

    /** Takes the line away that changes. */
    void clear() {
        if (isShown) {
            err.print(CLEAR_LINE);
        }
        err.flush();
    }

    @Override
    public void close() {
        clear();
    }
}
