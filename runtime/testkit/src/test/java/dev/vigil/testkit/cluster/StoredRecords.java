package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.EngineSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.zip.CRC32C;

/** The records of a journal in PostgreSQL, as bytes. */
final class StoredRecords {
    private static final String LAST =
            "SELECT sequence_number, event_payload FROM event_journal WHERE persistence_id = ? ORDER BY 1 DESC LIMIT 1";
    private static final String REPLACE =
            "UPDATE event_journal SET event_payload = ? WHERE persistence_id = ? AND sequence_number = ?";

    private StoredRecords() {}

    /** Makes a slot's last record one of that version, as if the release that writes it had written it. */
    static long rewriteLast(EngineSettings.Journal journal, int slot, int version) throws Exception {
        try (var connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                var select = connection.prepareStatement(LAST)) {
            select.setString(1, "slot-" + slot);
            try (var rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                long sequence = rows.getLong(1);
                replace(connection, slot, sequence, withVersion(rows.getBytes(2), version));
                return sequence;
            }
        }
    }

    /** Makes a slot's next recovery read all of its records. */
    static void deleteSnapshots(EngineSettings.Journal journal, int slot) throws Exception {
        try (var connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                var delete = connection.prepareStatement("DELETE FROM snapshot WHERE persistence_id = ?")) {
            delete.setString(1, "slot-" + slot);
            delete.executeUpdate();
        }
    }

    private static void replace(Connection connection, int slot, long sequence, byte[] payload) throws Exception {
        try (var update = connection.prepareStatement(REPLACE)) {
            update.setBytes(1, payload);
            update.setString(2, "slot-" + slot);
            update.setLong(3, sequence);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** The frame's first byte, which its checksum covers. */
    private static byte[] withVersion(byte[] record, int version) {
        record[0] = (byte) version;
        var crc = new CRC32C();
        crc.update(record, 0, 2);
        crc.update(record, 6, record.length - 6);
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(2, (int) crc.getValue());
        return record;
    }
}
