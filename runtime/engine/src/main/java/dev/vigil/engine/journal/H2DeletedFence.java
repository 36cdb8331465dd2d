package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a record that was there and is deleted, as the primary key refuses one that is there. H2 finds it by its name,
 * which is in every journal: never to be changed.
 */
public final class H2DeletedFence implements Trigger {
    private static final int PERSISTENCE_ID = 2;
    private static final int SEQUENCE_NUMBER = 3;
    /** SQL's state for a violated unique key. */
    private static final String UNIQUE_VIOLATION = "23505";

    /** Called by H2. */
    public H2DeletedFence() {
        // Nothing to be prepared.
    }

    @Override
    public void fire(Connection connection, @Nullable Object[] before, @Nullable Object[] row) throws SQLException {
        var id = String.valueOf(row[PERSISTENCE_ID]);
        long sequence = Long.parseLong(String.valueOf(row[SEQUENCE_NUMBER]));
        if (sequence < KeptTable.first(connection, id)) {
            throw new SQLException("record " + sequence + " of " + id + " was there, and is deleted", UNIQUE_VIOLATION);
        }
    }
}
