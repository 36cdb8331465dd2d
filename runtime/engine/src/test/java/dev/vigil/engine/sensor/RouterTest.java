package dev.vigil.engine.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.engine.event.EventBlockWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.Assertions;

class RouterTest {
    @Property(tries = 5_000)
    void aGlobIsWhatItsRegularExpressionIs(
            @ForAll @Chars({'a', 'b', '*', '.'}) @StringLength(max = 7) String pattern,
            @ForAll @Chars({'a', 'b', '*', '.', '\n'}) @StringLength(max = 9) String text) {
        var regex =
                List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        assertThat(Glob.of(pattern).matches(text))
                .isEqualTo(Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
    }

    @Example
    void aLongTextCannotMakeAGlobSlow() {
        var text = "ab".repeat(30_000);
        Assertions.assertThatNoException().isThrownBy(() -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(Glob.of("*a*b*a*c").matches(text)).isFalse();
                assertThat(Glob.of("*ba*ba*x*").matches(text)).isFalse();
            }
        });
    }

    @Property(tries = 100)
    void theRouterFindsWhatTryingEverySensorFinds(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var sensors = new ArrayList<SensorRunner<?>>();
        for (int i = 0; i < 8; i++) {
            sensors.add(new SensorRunner<>("s" + i, new Wanting(pattern(random), pattern(random)), 1));
        }
        var router = new Router(sensors);
        for (int i = 0; i < 100; i++) {
            var writer = new EventBlockWriter(64);
            var source = name(random) + (random.nextInt(20) == 0 ? "z".repeat(600) : "");
            writer.add(Event.of(source, "i" + i, name(random)).build(), false);
            var event = writer.take().events().getFirst();
            var expected = IntStream.range(0, sensors.size())
                    .filter(place -> sensors.get(place).wants(event.type(), event.source()))
                    .toArray();
            assertThat(router.route(event)).containsExactly(expected);
        }
    }

    private static String name(SplittableRandom random) {
        return List.of("a", "b", "ab", "a.b", "b.a").get(random.nextInt(5));
    }

    private static String pattern(SplittableRandom random) {
        return List.of("*", "a", "a*", "*b", "a.*", "x").get(random.nextInt(6));
    }

    /** Wants what it is told to want. */
    private static final class Wanting extends Sensor<Wanting.Nothing> {
        record Nothing() {}

        private final Subscription subscription;

        Wanting(String type, String source) {
            subscription = Subscription.to(type).from(source);
        }

        @Override
        public Subscription subscription() {
            return subscription;
        }

        @Override
        public Nothing initialState(String key) {
            return new Nothing();
        }

        @Override
        public Effect<Nothing> onEvent(Nothing state, Event event, Context context) {
            return Effect.none();
        }
    }
}
