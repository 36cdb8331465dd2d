package dev.vigil.benchmarks.peers;

import java.sql.SQLException;

/** Writes turns on one connection. For one thread. */
interface StoreWriter {
    /** Puts a turn into the transaction that is open. */
    void write(Turn turn) throws SQLException;
}
