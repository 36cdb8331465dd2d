package dev.vigil.engine.cluster;

import dev.vigil.engine.ClusterView;
import dev.vigil.engine.slot.LogExtent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;

/** Asks every slot, and every source that runs on one node, how it is. Thread-safe. */
final class ClusterQuery {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final List<EntityRef<SlotCommand>> slots;
    private final SlotServices services;
    private final OwnedSources sources;

    ClusterQuery(
            ActorSystem<?> system, List<EntityRef<SlotCommand>> slots, SlotServices services, OwnedSources sources) {
        this.system = system;
        this.slots = slots;
        this.services = services;
        this.sources = sources;
    }

    /** The cluster as this node sees it; what does not answer in time is said to be silent. */
    CompletionStage<ClusterView> view() {
        var answers = slots.stream()
                .map(slot -> slot.<SlotRequest.Condition>ask(SlotRequest.GetCondition::new, PATIENCE)
                        .handle((answer, _) -> Optional.ofNullable(answer))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenCombine(
                        sources.view(),
                        (_, owned) -> view(
                                answers.stream().map(CompletableFuture::join).toList(), owned));
    }

    private ClusterView view(List<Optional<SlotRequest.Condition>> answers, List<ClusterView.Source> owned) {
        var node = Members.text(Cluster.get(system).selfMember().address());
        var found = IntStream.range(0, answers.size())
                .mapToObj(slot -> answers.get(slot).map(ClusterQuery::slot).orElseGet(() -> silent(slot)))
                .toList();
        return new ClusterView(node, Members.of(system), found, owned, lags(answers));
    }

    private static ClusterView.Slot slot(SlotRequest.Condition answer) {
        return new ClusterView.Slot(
                answer.slot(),
                Optional.of(answer.node()),
                answer.running(),
                answer.condition(),
                answer.log().map(ClusterQuery::log));
    }

    private static ClusterView.Log log(LogExtent log) {
        return new ClusterView.Log(
                log.firstOffset(),
                log.nextOffset(),
                log.records(),
                log.bytes(),
                Optional.of(log.oldestMillis()).filter(millis -> millis > 0).map(Instant::ofEpochMilli));
    }

    private static ClusterView.Slot silent(int slot) {
        return new ClusterView.Slot(slot, Optional.empty(), false, ClusterView.SILENT, Optional.empty());
    }

    private List<ClusterView.Lag> lags(List<Optional<SlotRequest.Condition>> answers) {
        var events = new TreeMap<String, Long>();
        services.runners().forEach(runner -> events.put(runner.name(), 0L));
        answers.stream()
                .flatMap(Optional::stream)
                .flatMap(answer -> answer.sensors().stream())
                .forEach(count -> events.merge(count.sensor(), count.lagEvents(), Long::sum));
        return events.entrySet().stream()
                .map(entry -> new ClusterView.Lag(entry.getKey(), entry.getValue()))
                .toList();
    }
}
