package dev.vigil.engine.journal;

import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * Writes each record in a transaction of its own, at once.
 *
 * <p>The original gathers the records of many slots into one transaction, where one conflict fails them all. Even with
 * batches of one, its queue hands results on in order, so that one write that waits for a lock would stop every slot of
 * the node. Here it holds one connection and nobody else. No queue is needed: a slot has one write under way, and its
 * record is a batch already.
 */
public final class OneRecordDao extends DefaultJournalDao {
    /** Called by reflection, see {@code journal.conf}. */
    public OneRecordDao(
            JdbcBackend.JdbcDatabaseDef database,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext executor,
            Materializer materializer) {
        super(database, profile, config, serialization, executor, materializer);
    }

    @Override
    public Future<BoxedUnit> queueWriteJournalRows(
            Seq<Tuple2<JournalTables.JournalPekkoSerializationRow, Set<String>>> rows) {
        return writeJournalRows(rows);
    }
}
