package dev.vigil.engine.journal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Another owner has written a slot's journal: what this one had in memory counts no more. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** SQL's class for a violated constraint, here: the journal's primary key. */
    private static final String CONSTRAINT_VIOLATION = "23";

    FencedException(int slot, Throwable cause) {
        super("fenced: another owner has written the journal of slot " + slot, cause);
    }

    /** Whether a failed write says that somebody else wrote that record. */
    static boolean isBehind(@Nullable Throwable failure) {
        for (var e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(CONSTRAINT_VIOLATION)) {
                return true;
            }
        }
        return false;
    }
}
