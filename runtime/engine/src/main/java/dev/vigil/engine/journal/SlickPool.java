package dev.vigil.engine.journal;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.persistence.jdbc.db.SlickDatabase;
import scala.Option;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.JdbcProfile;
import slick.util.AsyncExecutor$;

/** The writers' view of the pool, as pekko-persistence-jdbc wants it. */
final class SlickPool implements SlickDatabase, AutoCloseable {
    /** Slots wait for their writes, so that the queue is never longer than there are slots; this is many times that. */
    private static final int QUEUE = 10_000;

    private static final long PAUSE_NANOS = 5_000_000;
    private static final int PAUSES = 1_000;

    private final HikariDataSource pool;
    private final JdbcProfile profile;
    private final JdbcBackend.JdbcDatabaseDef database;

    SlickPool(HikariDataSource pool, JdbcProfile profile, int writers) {
        this.pool = pool;
        this.profile = profile;
        // As many threads as connections: Slick's condition for never waiting for a connection with a thread.
        var threads = AsyncExecutor$.MODULE$.apply("journal", writers, writers, QUEUE, writers, false);
        this.database = JdbcBackend$.MODULE$.Database().forDataSource(pool, Option.apply(writers), threads, false);
    }

    @Override
    public JdbcBackend.JdbcDatabaseDef database() {
        return database;
    }

    @Override
    public JdbcProfile profile() {
        return profile;
    }

    /** The plugin that asks for it must not close what others share. */
    @Override
    public boolean allowShutdown() {
        return false;
    }

    /** Closes the pool too. Slick interrupts what still runs, and H2 closes its file under an interrupted thread: wait first. */
    @Override
    public void close() {
        for (int i = 0; i < PAUSES && pool.getHikariPoolMXBean().getActiveConnections() > 0; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        database.close();
    }
}
