package dev.vigil.benchmarks.peers;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.sensors.readings.Readings;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handles events and keeps nothing: what the load and the handling cost alone, and how fast they can be at most. */
final class LoadAlone implements Peer {
    private final Alarms alarms;
    private final Map<String, Readings.State> states = new HashMap<>();

    LoadAlone(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        for (var event : events) {
            long value = Handling.value(event.data());
            var key = event.subject().orElseThrow();
            states.put(key, Handling.next(states.getOrDefault(key, Handling.NOTHING), value));
            if (Handling.isAlarm(value)) {
                alarms.out(ByteBuffer.wrap(Handling.alarm(key, value)));
            }
        }
        return CompletableFuture.completedFuture(new Outcome.Accepted(events.size(), 0));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("threads", "1");
    }

    @Override
    public long serverPid() {
        return 0;
    }

    @Override
    public void flush() {}

    @Override
    public long counted() {
        return states.values().stream().mapToLong(Readings.State::count).sum();
    }

    @Override
    public void close() {}
}
