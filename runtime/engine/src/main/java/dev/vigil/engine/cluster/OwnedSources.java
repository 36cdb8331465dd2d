package dev.vigil.engine.cluster;

import dev.vigil.api.Publisher;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.journal.SourceTable;
import dev.vigil.engine.membership.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/** The sources that run on one node, as this node sees them; none until they are given. Thread-safe. */
final class OwnedSources {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final SourceTable table;
    private final Standing standing;
    private final MeterRegistry registry;
    private final String node;
    private final AtomicReference<Optional<Map<String, OwnedSource>>> given = new AtomicReference<>(Optional.empty());
    private volatile Map<String, EntityRef<SourceCommand>> owners = Map.of();

    OwnedSources(ActorSystem<?> system, SourceTable table, Standing standing, MeterRegistry registry, String node) {
        this.system = system;
        this.table = table;
        this.standing = standing;
        this.registry = registry;
        this.node = node;
    }

    /**
     * Lets these sources run somewhere.
     *
     * @throws IllegalStateException if it has been called before
     */
    void start(Map<String, OwnedSource> sources, Publisher bus) {
        if (!given.compareAndSet(Optional.empty(), Optional.of(sources))) {
            throw new IllegalStateException("the sources that run on one node have been given already");
        }
        var board = new SourceBoard(registry, sources.keySet());
        owners = SourceSharding.start(system, new SourceServices(sources, table, bus, standing, board, node));
    }

    /** How each of them is, in the order of their names; one that does not answer in time is said to be silent. */
    CompletionStage<List<ClusterView.Source>> view() {
        var answers = owners.entrySet().stream()
                .map(owner -> owner.getValue()
                        .<SourceRequest.Condition>ask(SourceRequest.GetCondition::new, PATIENCE)
                        .handle((answer, _) -> answer == null ? silent(owner.getKey()) : shown(answer))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
    }

    private static ClusterView.Source shown(SourceRequest.Condition answer) {
        return new ClusterView.Source(
                answer.source(),
                false,
                Optional.of(answer.node()),
                answer.running(),
                answer.condition(),
                answer.epoch());
    }

    private static ClusterView.Source silent(String name) {
        return new ClusterView.Source(name, false, Optional.empty(), false, ClusterView.SILENT, 0);
    }
}
