package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * Writes each record in a transaction of its own, at once, by one statement that the database commits itself, and reads as
 * many at a time as fit into a few mebibytes.
 *
 * <p>The original gathers the records of many slots into one transaction, where one conflict fails them all. Even with
 * batches of one, its queue hands results on in order, so that one write that waits for a lock would stop every slot of
 * the node. Here it holds one connection and nobody else. No queue is needed: a slot has one write under way, and its
 * record is a batch already. And Slick's transaction asks the database twice, for the row and for the commit.
 *
 * <p>The original reads a fixed number of rows at a time. Records are of a hundred bytes or of a mebibyte: few at a time would
 * let a recovery of short ones ask a thousand times, many would let one of long ones fill the heap.
 */
public final class OneRecordDao extends DefaultJournalDao {
    private static final long READ_BYTES = 8 << 20;
    private static final int MOST_ROWS = 1_000;
    private static final String LONGEST = "SELECT MAX(OCTET_LENGTH(\"event_payload\")) FROM \"event_journal\""
            + " WHERE \"persistence_id\" = ? AND \"sequence_number\" BETWEEN ? AND ?";

    private static final String INSERT = "INSERT INTO \"event_journal\" (\"persistence_id\", \"sequence_number\","
            + " \"deleted\", \"writer\", \"write_timestamp\", \"adapter_manifest\", \"event_payload\", \"event_ser_id\","
            + " \"event_ser_manifest\") VALUES (?, ?, FALSE, ?, ?, ?, ?, ?, ?)";

    private final JdbcBackend.JdbcDatabaseDef database;

    /** Called by reflection, see {@code journal.conf}. */
    public OneRecordDao(
            JdbcBackend.JdbcDatabaseDef database,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext executor,
            Materializer materializer) {
        super(database, profile, config, serialization, executor, materializer);
        this.database = database;
    }

    /** None where a record could not be made; the plugin says why. */
    @Override
    public Future<BoxedUnit> queueWriteJournalRows(
            Seq<Tuple2<JournalTables.JournalPekkoSerializationRow, Set<String>>> rows) {
        if (rows.isEmpty()) {
            return Futures.successful(BoxedUnit.UNIT);
        }
        var row = rows.head()._1();
        if (rows.size() != 1 || rows.head()._2().nonEmpty() || row.metaPayload().nonEmpty()) {
            return Futures.failed(new IllegalArgumentException("a record comes alone, without tags and metadata"));
        }
        return run(SimpleJdbcAction.apply(context -> insert(context.connection(), row)));
    }

    /** In its turn with what recoveries read, which a task that was handed to Slick's threads as such would overtake. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's Nothing, which all effects are above, is a class to Java
    private Future<BoxedUnit> run(SimpleJdbcAction<BoxedUnit> action) {
        return database.run((DBIOAction) action);
    }

    private static BoxedUnit insert(Connection connection, JournalTables.JournalPekkoSerializationRow row) {
        try (var insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(true); // as the pool has it: what is acknowledged is committed
            insert.setString(1, row.persistenceId());
            insert.setLong(2, row.sequenceNumber());
            insert.setString(3, row.writer());
            insert.setLong(4, row.writeTimestamp());
            insert.setString(5, row.adapterManifest());
            insert.setBytes(6, row.eventPayload());
            insert.setInt(7, row.eventSerId());
            insert.setString(8, row.eventSerManifest());
            insert.executeUpdate();
            return BoxedUnit.UNIT;
        } catch (SQLException e) {
            throw new JournalUnavailableException("the record was not written: " + e.getMessage(), e);
        }
    }

    @Override
    public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messagesWithBatch(
            String persistenceId, long from, long to, int rows, Option<Tuple2<FiniteDuration, Scheduler>> refresh) {
        return Source.futureSource(Futures.future(() -> longest(persistenceId, from, to), database.ioExecutionContext())
                        .map(
                                longest -> super.messagesWithBatch(persistenceId, from, to, rowsOf(longest), refresh),
                                ec()))
                .mapMaterializedValue(_ -> NotUsed.getInstance());
    }

    private static int rowsOf(long longest) {
        return Math.clamp(READ_BYTES / Math.max(1, longest), 4, MOST_ROWS);
    }

    /** The length in bytes of the longest record; 0 where there is none. */
    private long longest(String persistenceId, long from, long to) {
        try (var connection = database.source().createConnection();
                var select = connection.prepareStatement(LONGEST)) {
            select.setString(1, persistenceId);
            select.setLong(2, from);
            select.setLong(3, to);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new JournalUnavailableException("the lengths of records cannot be read", e);
        }
    }
}
