package dev.vigil.engine.cluster;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.dispatch.Dispatch;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.dispatch.MicrometerDispatchMeters;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/** Triggers by one dispatch each. Thread-safe. */
final class DispatchTriggers implements Triggers {
    private final Map<String, ActorRef<Dispatch.Command>> dispatches;

    private DispatchTriggers(Map<String, ActorRef<Dispatch.Command>> dispatches) {
        this.dispatches = Map.copyOf(dispatches);
    }

    /** Starts a dispatch for each trigger; they and their triggers end with the system, see {@link DispatchShutdown}. */
    static DispatchTriggers start(
            ActorSystem<?> system,
            Map<String, TriggerBinding> triggers,
            MeterRegistry registry,
            Tracing tracing,
            InstantSource clock,
            BooleanSupplier mayAct) {
        var dispatches = new HashMap<String, ActorRef<Dispatch.Command>>();
        triggers.forEach((name, binding) -> {
            // Chance only spreads pauses; the start of the sequence does not matter.
            var time = new Dispatch.Time(clock, System::nanoTime, new SplittableRandom(clock.millis()));
            var behavior =
                    Dispatch.create(binding, new MicrometerDispatchMeters(registry, name), tracing, time, mayAct);
            dispatches.put(name, system.systemActorOf(behavior, "trigger-" + dispatches.size(), Props.empty()));
        });
        var open = new HashMap<String, Trigger>();
        triggers.forEach((name, binding) -> open.put(name, binding.trigger()));
        DispatchShutdown.arrange(system, dispatches, open);
        return new DispatchTriggers(dispatches);
    }

    @Override
    public void run(List<PendingFiring> firings, Slot slot, ActorRef<Dispatch.Ran> replyTo) {
        var byTrigger = new LinkedHashMap<String, List<Firing>>();
        for (var firing : firings) {
            byTrigger.computeIfAbsent(firing.trigger(), _ -> new ArrayList<>()).add(toFiring(firing, slot));
        }
        byTrigger.forEach((trigger, some) -> {
            var dispatch = dispatches.get(trigger);
            if (dispatch == null) {
                replyTo.tell(new Dispatch.Ran(some.stream()
                        .<FiringResult>map(firing -> new FiringResult.Exhausted(
                                firing.id(), "there is no trigger named '" + trigger + "'", 0))
                        .toList()));
            } else {
                dispatch.tell(new Dispatch.Run(some, replyTo));
            }
        });
    }

    @Override
    public void cancel(ActorRef<Dispatch.Ran> owner) {
        dispatches.values().forEach(dispatch -> dispatch.tell(new Dispatch.Cancel(owner)));
    }

    private static Firing toFiring(PendingFiring firing, Slot slot) {
        return new Firing(
                firing.id(),
                firing.trigger(),
                slot.sensorName(firing.sensor()),
                firing.key(),
                ByteBuffer.wrap(firing.payload()).asReadOnlyBuffer(),
                Instant.ofEpochMilli(firing.decidedMillis()),
                firing.trace());
    }
}
