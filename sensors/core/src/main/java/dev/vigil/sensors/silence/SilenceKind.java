package dev.vigil.sensors.silence;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.sensors.Selection;
import dev.vigil.sensors.Spans;

/**
 * The kind {@code silence}.
 *
 * <pre>{@code
 * vigil.sensors.heartbeats {
 *   kind = silence
 *   types = ["device.*"]          # which events: see Selection for sources, key and where
 *   after = 5m                    # how long a key sends nothing until it is silent
 *   forget-after = 30d            # how long until it is forgotten; never where it is not there
 *   alarm = pager                 # the trigger for a key that is silent, alarm where it is not there
 *   recovered = chat              # the trigger for a key that is back, recovered where it is not there
 * }
 * }</pre>
 */
public final class SilenceKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public SilenceKind() {}

    @Override
    public String kind() {
        return "silence";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        var after = Spans.required(settings, "after");
        var forgetAfter = Spans.optional(settings, "forget-after");
        if (settings.has("after")
                && forgetAfter.filter(span -> span.compareTo(after) <= 0).isPresent()) {
            settings.problem("forget-after", "a time span longer than after, which is " + after);
        }
        return new Silence(
                Selection.read(settings),
                after,
                forgetAfter,
                settings.text("alarm", "alarm"),
                settings.text("recovered", "recovered"));
    }
}
