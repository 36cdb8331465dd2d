package dev.vigil.engine.journal;

import dev.vigil.engine.EngineSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import slick.jdbc.JdbcProfile;

/** One of the two databases that a journal can be kept in. */
sealed interface Storage extends AutoCloseable permits H2Folder, PostgresServer {
    /**
     * Finds the storage that a URL means and makes sure of it, without opening it yet.
     *
     * @throws JournalOpenException if there is none, or it is another's
     */
    static Storage of(EngineSettings.Journal settings) {
        var url = settings.url();
        if (H2Url.matches(url)) {
            return H2Folder.claim(H2Url.parse(url), settings.user(), settings.password());
        }
        if (PostgresServer.matches(url)) {
            return PostgresServer.at(url, settings.user(), settings.password());
        }
        throw new JournalOpenException("the journal's URL " + withoutSettings(url)
                + " is neither H2 nor PostgreSQL; expected jdbc:h2:file:PATH or jdbc:postgresql://HOST/DATABASE");
    }

    /** That URL up to where it may hold a password. */
    static String withoutSettings(String url) {
        return url.split("[;?]", 2)[0];
    }

    /** What a person calls it; holds no password. */
    String name();

    /** The folder of the class path with its migrations. */
    String migrations();

    /** Slick's idea of its SQL. */
    JdbcProfile profile();

    /** Connections for the start: one attempt each, and as much time for a statement as it needs. */
    DataSource direct();

    /** Connections for the pool: bounded in time, and patient while the database is away. */
    DataSource pooled();

    /** What each connection of the pool is told first; empty for nothing. */
    List<String> greeting();

    /** Looks at a database that was just migrated; begins what it needs while it is open. */
    void opened(Connection connection) throws SQLException;

    /** Makes connections that are being waited for fail. */
    void closing();

    /** Closes the database itself, after the pool. */
    @Override
    void close();
}
