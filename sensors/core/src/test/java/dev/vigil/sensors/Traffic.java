package dev.vigil.sensors;

import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Events of one key at random times, in milliseconds since the beginning, several at the same one now and then; bursts and
 * pauses of all lengths about that of a span.
 *
 * @param span of which lengths the pauses are
 * @param all in order
 * @param end some time after the last of them
 */
public record Traffic(int span, List<Sent> all, int end) {
    /** An event. */
    public record Sent(int at, String type, int number) {
        private Event event() {
            return Event.of("/traffic", "event-" + number, type)
                    .subject(LateTimers.KEY)
                    .data("{\"number\":" + number + "}")
                    .build();
        }
    }

    /** What that seed makes of these types and a time span of so many milliseconds. */
    public static Traffic of(long seed, int span, String... types) {
        var random = new SplittableRandom(seed);
        int usual = 1 + random.nextInt(span);
        var all = new ArrayList<Sent>();
        int at = 0;
        for (int i = 0; i < 60; i++) {
            at += random.nextInt(6) == 0 ? random.nextInt(3 * span) : random.nextInt(usual);
            all.add(new Sent(at, types[random.nextInt(types.length)], i));
        }
        return new Traffic(span, List.copyOf(all), at + 5 * span);
    }

    /** Those of one millisecond. */
    public List<Sent> at(int millis) {
        return all.stream().filter(sent -> sent.at() == millis).toList();
    }

    /** What a sensor fires whose timers are punctual. */
    public <P> List<P> punctual(Sensor<?> sensor, Class<P> payload) {
        var kit = SensorTestKit.of(sensor);
        int now = 0;
        for (var sent : all) {
            kit.advance(Duration.ofMillis(sent.at() - now)).send(sent.event());
            now = sent.at();
        }
        kit.advance(Duration.ofMillis(end - now));
        return kit.firings().stream()
                .map((Fired fired) -> fired.payload(payload))
                .toList();
    }

    /** What it fires if its timers are late, and run between any two events or not. */
    public <P> List<P> late(Sensor<?> sensor, Class<P> payload, long seed) {
        var random = new SplittableRandom(seed);
        var instance = new LateTimers<>(sensor);
        int now = 0;
        for (var sent : all) {
            instance.pass(Duration.ofMillis(sent.at() - now));
            now = sent.at();
            if (random.nextInt(3) == 0) {
                instance.runTimers();
            }
            instance.send(sent.event());
        }
        for (; now < end; now++) {
            instance.pass(Duration.ofMillis(1)).runTimers();
        }
        return instance.fired(payload);
    }
}
