package dev.vigil.testkit;

import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.InstanceTurn;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.sensor.TurnMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * One sensor, run by the engine's own code, with time moved by hand: give events, read states and firings.
 *
 * <pre>{@code
 * var kit = SensorTestKit.of(new Overheating());
 * kit.send("device.reading", "boiler", "{\"celsius\": 95}").advance(Duration.ofMinutes(1));
 * assertThat(kit.state("boiler")).isEmpty();
 * }</pre>
 *
 * <p>As in the engine, an event is handled only if the sensor subscribes to it and finds a key for it, an event of the
 * same source and id only once; states go through CBOR and back after every call, payloads through JSON. An event that
 * the sensor publishes is kept, not handed to it: send it, if the sensor is to see it.
 *
 * <p>Threading: for one thread.
 *
 * <p>Failure: a handler that throws, and a state or payload that cannot be written and read, ends {@link #send} or
 * {@link #advance} with {@link HandlerFailedException} instead of becoming a dead letter, so that no test overlooks it.
 * The instance is then as it was, and the kit goes on. Rejections are a sensor's own decision, and listed.
 *
 * @param <S> the sensor's state
 */
public final class SensorTestKit<S> {
    /** When a kit's time begins, unless it is told. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final int TRIES = 3;
    /** More timers than this at one instant can only be one that sets itself again and again. */
    private static final int MOST_TIMERS_AT_ONCE = 10_000;

    private final Observed<S> sensor;
    private final SensorRunner<S> runner;
    private final StateCodec<S> codec;
    private final Instances instances = new Instances();
    private final Decisions decisions = new Decisions();
    private final Set<Object> seen = new HashSet<>();
    private long nowMillis = START.toEpochMilli();
    private long eventCount;
    private long timerCount;

    private SensorTestKit(String name, Sensor<S> sensor) {
        this.sensor = new Observed<>(sensor);
        this.runner = new SensorRunner<>(name, this.sensor, TRIES);
        this.codec = new StateCodec<>(sensor);
    }

    /** A kit for that sensor, which has seen nothing yet. */
    public static <S> SensorTestKit<S> of(Sensor<S> sensor) {
        return of("sensor", sensor);
    }

    /** A kit for that sensor under a configured name. */
    public static <S> SensorTestKit<S> of(String name, Sensor<S> sensor) {
        return new SensorTestKit<>(name, sensor);
    }

    /**
     * Sets the time, in milliseconds, at which the first event comes.
     *
     * @throws IllegalStateException if there has been an event already; use {@link #advance} then
     */
    public SensorTestKit<S> at(Instant start) {
        if (eventCount > 0) {
            throw new IllegalStateException("the time has begun to run; use advance");
        }
        nowMillis = start.toEpochMilli();
        return this;
    }

    /** The time. */
    public Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    /**
     * Lets the sensor handle events, one after the other, each in a commit of its own.
     *
     * @throws HandlerFailedException if a handler fails; the events after it are not handled
     */
    public SensorTestKit<S> send(Event... events) {
        for (var event : events) {
            accept(asTheBusKeepsIt(event));
        }
        return this;
    }

    /**
     * Sends an event with these attributes, an id and a time of the kit.
     *
     * @param data JSON text, or an object that is written as JSON
     * @throws HandlerFailedException if the handler fails
     */
    public SensorTestKit<S> send(String type, String subject, Object data) {
        var event = Event.of("/testkit", "event-" + (eventCount + 1), type)
                .subject(subject)
                .time(now());
        return send((data instanceof String json ? event.data(json) : event.json(data)).build());
    }

    /**
     * Moves time on, and runs the timers that come due on the way, each at its time.
     *
     * @throws HandlerFailedException if a handler fails; time stands where its timer came due
     */
    public SensorTestKit<S> advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + by);
        }
        long until = Math.addExact(nowMillis, by.toMillis());
        int atOnce = 0;
        var next = instances.next();
        while (next.isPresent() && next.get().dueMillis() <= until) {
            var due = next.get();
            atOnce = due.dueMillis() > nowMillis ? 0 : atOnce + 1;
            if (atOnce > MOST_TIMERS_AT_ONCE) {
                throw new IllegalStateException("timer " + due.name() + " of " + due.key() + " never comes to an end");
            }
            nowMillis = Math.max(nowMillis, due.dueMillis());
            var origin = new Origin(Origin.Kind.TIMER, 0, timerCount++);
            turn(due.key(), due.name(), origin, turn -> turn.onTimer(due.name(), origin));
            next = instances.next();
        }
        nowMillis = until;
        return this;
    }

    /** What the instance of that key knows; empty where there is none. */
    public Optional<S> state(String key) {
        var stored = instances.get(key);
        var bytes = stored.state();
        return bytes == null ? Optional.empty() : Optional.of(codec.decode(bytes, stored.version()));
    }

    /** The keys that have an instance. */
    public SortedSet<String> keys() {
        return instances.keys();
    }

    /** When each timer of an instance comes due, by name. */
    public SortedMap<String, Instant> timers(String key) {
        return instances.timers(key);
    }

    /** What the sensor has fired, in order. */
    public List<Fired> firings() {
        return List.copyOf(decisions.firings);
    }

    /** What the sensor has published, in order. */
    public List<Event> published() {
        return List.copyOf(decisions.published);
    }

    /** What the sensor has rejected, in order. */
    public List<Rejection> rejections() {
        return List.copyOf(decisions.rejections);
    }

    private static BlockEvent asTheBusKeepsIt(Event event) {
        var writer = new EventBlockWriter(1024);
        writer.add(event, false);
        var bytes = writer.take().toBytes();
        return EventBlock.checked(bytes, 0, bytes.length, 1).events().getFirst();
    }

    private void accept(BlockEvent event) {
        if (!seen.add(event.identity())) {
            return;
        }
        var origin = new Origin(Origin.Kind.EVENT, 0, eventCount++);
        if (runner.wants(event.type(), event.source())) {
            keyOf(event).ifPresent(key -> turn(key, event.id(), origin, turn -> turn.onEvent(event, origin)));
        }
    }

    private Optional<String> keyOf(Event event) {
        try {
            return runner.keyOf(event);
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new HandlerFailedException("no key was found for event " + event.id() + ": " + cause, cause);
        }
    }

    private void turn(String key, String what, Origin origin, Function<InstanceTurn<S>, Decision> call) {
        sensor.forgetThrown();
        var turn = runner.begin(key, instances.get(key), TurnMode.CAREFUL, nowMillis);
        var decision = call.apply(turn);
        var result = turn.result();
        var bytes = result.state();
        if (bytes != null && decision instanceof Decision.Decided) {
            readBack(key, what, bytes, result.version());
        }
        if (turn.changed()) {
            instances.put(key, result);
        }
        if (decision instanceof Decision.Failed(var cause, var tries)) {
            var message =
                    "%s: %s of %s failed at each of %d tries: %s".formatted(runner.name(), what, key, tries, cause);
            throw new HandlerFailedException(message, sensor.thrown());
        }
        decisions.add(decision, key, what, origin, runner.name(), now());
    }

    private void readBack(String key, String what, byte[] bytes, int version) {
        try {
            codec.decode(bytes, version);
        } catch (RuntimeException e) {
            throw new HandlerFailedException(
                    "%s: the state of %s after %s was written as %s, which does not read back: %s"
                            .formatted(runner.name(), key, what, StateCodec.toJson(bytes), e.getMessage()),
                    e);
        }
    }
}
