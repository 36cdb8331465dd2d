package dev.vigil.engine.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vigil.engine.EngineSettings;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.setup.Setup;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database of a journal: one pool of connections for everything that reads and writes it.
 *
 * <p>Threading: safe to share. {@link #open} and {@link #close} block; nothing else does.
 */
public final class Database implements AutoCloseable {
    private static final long CONNECTION_WAIT_MILLIS = 2_000;
    private static final long VALIDATION_MILLIS = 1_000;

    private final Storage storage;
    private final HikariDataSource pool;
    private final SlickPool slick;
    private final SideConnections side;
    private final Probe probe;
    private final LeaseTable leases;
    private final OutageTable outages;
    private final SourceTable sources;
    private final LogTrimmer trimmer;

    private Database(Storage storage, int writers) {
        this.storage = storage;
        int beside = SideConnections.COUNT + Probe.CONNECTIONS + OneConnection.COUNT * 4;
        this.pool = pool(storage, writers + beside);
        this.slick = new SlickPool(pool, storage.profile(), writers);
        this.side = new SideConnections(pool);
        this.probe = new Probe(pool);
        this.leases = new LeaseTable(pool);
        this.outages = new OutageTable(pool);
        this.sources = new SourceTable(pool);
        this.trimmer = new LogTrimmer(pool);
    }

    /**
     * Opens the journal, and creates or migrates its tables where they are missing or older. Any number of nodes may do so at
     * once.
     *
     * @throws FolderInUseException if another process has the folder
     * @throws WrongSlotsException if the journal was created with another number of slots
     * @throws JournalOpenException if the database cannot be opened for another reason
     */
    public static Database open(EngineSettings.Journal settings, int slots) {
        var storage = Storage.of(settings);
        boolean opened = false;
        try {
            migrate(storage, slots);
            var database = new Database(storage, settings.connections());
            opened = true;
            return database;
        } catch (SQLException | FlywayException e) {
            throw new JournalOpenException("the journal " + storage.name() + " cannot be opened: " + reason(e), e);
        } finally {
            if (!opened) {
                storage.close();
            }
        }
    }

    private static void migrate(Storage storage, int slots) throws SQLException {
        // Asked first, because Flyway would tell the reason in twenty lines.
        try (var connection = storage.direct().getConnection()) {
            storage.opened(connection);
        }
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(storage.direct())
                .locations("classpath:" + storage.migrations())
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load()
                .migrate();
        try (var connection = storage.direct().getConnection()) {
            SlotCount.check(connection, slots);
        }
    }

    /** What the innermost of these exceptions says. */
    private static String reason(Throwable e) {
        var innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).strip();
    }

    private static HikariDataSource pool(Storage storage, int connections) {
        var config = new HikariConfig();
        config.setPoolName("journal");
        config.setDataSource(storage.pooled());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(-1);
        if (!storage.greeting().isEmpty()) {
            config.setConnectionInitSql(String.join("; ", storage.greeting()));
        }
        return new HikariDataSource(config);
    }

    /** What an actor system is created with so that its journals are in this database. */
    public Setup setup() {
        return new JournalSetup(this);
    }

    /** The database that a system was created with. */
    public static Database of(ActorSystem system) {
        return JournalSetup.database(system.settings().setup());
    }

    /** The leases in it. */
    public LeaseTable leases() {
        return leases;
    }

    /** What canaries have seen, in it. */
    public OutageTable outages() {
        return outages;
    }

    /** The owners of sources that run on one node, in it. */
    public SourceTable sources() {
        return sources;
    }

    /** The reader of its records. */
    public LogReader reader() {
        return new LogReader(side);
    }

    /** What deletes records of which nothing is needed any more. */
    public LogTrimmer trimmer() {
        return trimmer;
    }

    /** Whether the database answers; completes normally and within one second. */
    public CompletionStage<Boolean> reachable() {
        return probe.answers();
    }

    SlickPool slick() {
        return slick;
    }

    SnapshotTable snapshots() {
        return new SnapshotTable(side);
    }

    /** Closes it, after the actor system that uses it. */
    @Override
    public void close() {
        storage.closing();
        side.close();
        probe.close();
        leases.close();
        outages.close();
        sources.close();
        trimmer.close();
        slick.close();
        pool.close();
        storage.close();
    }
}
