package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what H2's own background thread would do if commits were not written at once, which turns that thread off: forces
 * the file to the disk, so that a power cut costs a second and not the file, and rewrites chunks of which little is left.
 * A file of small records that was only appended to grew to 23 times their size; with this, to less than five.
 */
final class H2Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Housekeeping.class);

    private static final long PERIOD_SECONDS = 1;
    /** Chunks less than half full are rewritten. */
    private static final int FILL_PERCENT = 50;
    /** How much is rewritten at once. Commits wait for it: 0.3 s on a busy machine, and no less with a quarter of it. */
    private static final int REWRITTEN_BYTES = 8 << 20;

    private final MVStore store;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("journal-housekeeping").factory());
    private long doneVersion = -1;

    private H2Housekeeping(MVStore store) {
        this.store = store;
    }

    /** Begins with the database behind that connection, which need not stay open. */
    static H2Housekeeping start(Connection connection) throws SQLException {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        var housekeeping = new H2Housekeeping(session.getDatabase().getStore().getMvStore());
        var _ = housekeeping.thread.scheduleWithFixedDelay(
                housekeeping::turn, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return housekeeping;
    }

    private void turn() {
        var version = store.getCurrentVersion();
        if (version == doneVersion || store.isClosed()) {
            return;
        }
        try {
            store.sync();
            if (!store.compact(FILL_PERCENT, REWRITTEN_BYTES)) {
                doneVersion = version;
            }
        } catch (MVStoreException e) {
            LOG.warn("The journal's file could not be tidied", e);
        }
    }

    /** Ends it, after the turn under way: an interrupted thread would close the file under all others. */
    @Override
    public void close() {
        thread.close();
    }
}
