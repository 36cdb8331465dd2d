package dev.vigil.benchmarks.peers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How the bare store keeps events, states, and alarms that are not out yet: always in one transaction. */
enum StoreForm {
    /** A row an event, by JDBC batches that the driver rewrites to inserts of many rows. */
    ROWS("INSERT of many rows: pgjdbc's batches with reWriteBatchedInserts") {
        @Override
        List<String> schema() {
            return RowTables.SCHEMA;
        }

        @Override
        StoreWriter open(Connection connection) throws SQLException {
            return new RowsWriter(connection);
        }
    },
    /** A row an event, by COPY. */
    COPY("COPY event FROM STDIN (FORMAT binary) for events, INSERT of many rows for the rest") {
        @Override
        List<String> schema() {
            return RowTables.SCHEMA;
        }

        @Override
        StoreWriter open(Connection connection) throws SQLException {
            return new CopyWriter(connection);
        }
    },
    /** A row a transaction, in which all of it is, as Vigil's journal does it. */
    BLOBS("INSERT of one row, which has all of it as one LZ4 block; states are what comes of reading all rows again") {
        @Override
        List<String> schema() {
            return BlobWriter.SCHEMA;
        }

        @Override
        StoreWriter open(Connection connection) throws SQLException {
            return new BlobWriter(connection);
        }
    };

    private final String statement;

    StoreForm(String statement) {
        this.statement = statement;
    }

    /** What it writes by, for a reader of the report. */
    String statement() {
        return statement;
    }

    /** The statements that create its tables. */
    abstract List<String> schema();

    /** A writer for one thread on a connection that commits nothing by itself. */
    abstract StoreWriter open(Connection connection) throws SQLException;
}
