package dev.vigil.sensors.sequence;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.sensors.Selection;
import dev.vigil.sensors.Spans;
import java.util.Optional;

/**
 * The kind {@code sequence}.
 *
 * <pre>{@code
 * vigil.sensors.unpaid {
 *   kind = sequence
 *   first {                       # which events begin: see Selection for types, sources, key and where
 *     types = [order.placed]
 *   }
 *   then {                        # which events end what began under the same key
 *     types = [payment.received]
 *     key = "pointer:/order"
 *   }
 *   within = 30m                  # how long the second may take
 *   completed = chat              # the trigger for a second that came in time
 *   missed = pager                # the trigger for a first whose second did not come in time; one of the two at least
 * }
 * }</pre>
 */
public final class SequenceKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public SequenceKind() {}

    @Override
    public String kind() {
        return "sequence";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        var completed = trigger(settings, "completed");
        var missed = trigger(settings, "missed");
        if (completed.isEmpty() && missed.isEmpty()) {
            settings.problem("completed", "the name of a trigger, under completed, missed or both");
        }
        return new Sequence(
                Selection.read(settings.section("first")),
                Selection.read(settings.section("then")),
                Spans.required(settings, "within"),
                completed,
                missed);
    }

    private static Optional<String> trigger(Settings settings, String key) {
        return Optional.of(settings.text(key, "")).filter(trigger -> !trigger.isEmpty());
    }
}
