package dev.vigil.benchmarks.peers;

import dev.vigil.api.Event;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.sensors.readings.Readings;
import java.nio.ByteBuffer;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** The sensor of the workload for one key, as a persistent actor as Pekko's documentation shows them. */
final class Device extends EventSourcedBehavior<Device.Take, Device.Taken, Readings.State> {
    private final String key;
    private final Alarms alarms;

    /** Takes an event, and tells when it is kept. */
    record Take(Event event, Runnable kept) {}

    /** What is kept of it. */
    record Taken(String id, long value, byte[] data) {}

    Device(String key, Alarms alarms) {
        super(PersistenceId.ofUniqueId(key));
        this.key = key;
        this.alarms = alarms;
    }

    @Override
    public Readings.State emptyState() {
        return Handling.NOTHING;
    }

    @Override
    public CommandHandler<Take, Taken, Readings.State> commandHandler() {
        return (_, take) -> onTake(take);
    }

    private Effect<Taken, Readings.State> onTake(Take take) {
        long value = Handling.value(take.event().data());
        return Effect()
                .persist(new Taken(
                        take.event().id(), value, Handling.bytes(take.event().data())))
                .thenRun(() -> onTaken(value, take.kept()));
    }

    private void onTaken(long value, Runnable kept) {
        if (Handling.isAlarm(value)) {
            alarms.out(ByteBuffer.wrap(Handling.alarm(key, value)));
        }
        kept.run();
    }

    @Override
    public EventHandler<Readings.State, Taken> eventHandler() {
        return (state, taken) -> Handling.next(state, taken.value());
    }
}
