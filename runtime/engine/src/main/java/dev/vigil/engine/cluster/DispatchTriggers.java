package dev.vigil.engine.cluster;

import dev.vigil.api.Firing;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Slot;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;

final class DispatchTriggers implements Triggers {
    private final Map<String, TriggerBinding> triggers;

    DispatchTriggers(Map<String, TriggerBinding> triggers) {
        this.triggers = triggers;
    }

    static DispatchTriggers start(
            ActorSystem<?> system, Map<String, TriggerBinding> triggers, MeterRegistry registry, InstantSource clock) {
        return new DispatchTriggers(triggers);
    }

    @Override
    public void run(List<PendingFiring> firings, Slot slot, ActorRef<List<FiringResult>> replyTo) {
        firings.forEach(f -> {
            var _ = java.util.Objects.requireNonNull(triggers.get(f.trigger()))
                    .trigger()
                    .fire(new Firing(
                            f.id(),
                            f.trigger(),
                            slot.sensorName(f.sensor()),
                            f.key(),
                            ByteBuffer.wrap(f.payload()),
                            Instant.ofEpochMilli(f.decidedMillis())));
        });
        replyTo.tell(firings.stream()
                .map(f -> (FiringResult) new FiringResult.Delivered(f.id(), 1))
                .toList());
    }

    @Override
    public void cancel(ActorRef<List<FiringResult>> replyTo) {}
}
