package dev.vigil.engine.journal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Where recoveries get their snapshots. In place of pekko-persistence-jdbc's own store, which ends a recovery with the first
 * snapshot that it cannot read.
 */
public final class SlotSnapshotStore extends SnapshotStore {
    private final SnapshotTable table;

    /** Called by reflection, see {@code journal.conf}. */
    public SlotSnapshotStore() {
        this.table =
                JournalSetup.database(context().system().settings().setup()).snapshots();
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String id, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(table.latest(id, criteria.maxSequenceNr())
                .thenApply(found -> found.map(snapshot ->
                        SelectedSnapshot.create(SnapshotMetadata.apply(id, snapshot.sequence(), 0), snapshot))));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        return done(table.save(metadata.persistenceId(), (SlotSnapshot) snapshot));
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        return done(table.delete(metadata.persistenceId(), metadata.sequenceNr()));
    }

    @Override
    public Future<Void> doDeleteAsync(String id, SnapshotSelectionCriteria criteria) {
        return done(table.deleteTo(id, criteria.maxSequenceNr()));
    }

    private static Future<Void> done(CompletionStage<?> stage) {
        return FutureConverters.asScala(stage.thenAccept(done -> {}));
    }
}
