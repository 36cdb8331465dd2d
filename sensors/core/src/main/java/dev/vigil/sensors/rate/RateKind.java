package dev.vigil.sensors.rate;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.sensors.Selection;
import dev.vigil.sensors.Spans;
import java.util.Optional;

/**
 * The kind {@code rate}.
 *
 * <pre>{@code
 * vigil.sensors.failed-logins {
 *   kind = rate
 *   types = [login.failed]        # which events: see Selection for sources, key and where
 *   key = "pointer:/address"
 *   more-than = 5                 # how many are not too many, at most 10000
 *   within = 10m                  # the sliding window
 *   rearm-at = 2                  # how few arm the alarm again, more-than where it is not there
 *   alarm = pager                 # the trigger for a key that crosses it, alarm where it is not there
 *   recovered = chat              # the trigger for a key whose alarm is armed again; none where it is not there
 * }
 * }</pre>
 */
public final class RateKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public RateKind() {}

    @Override
    public String kind() {
        return "rate";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        if (!settings.has("more-than")) {
            settings.problem("more-than", "a whole number from 1 to " + Rate.MOST);
        }
        long moreThan = settings.number("more-than", Rate.MOST, 1, Rate.MOST);
        long rearmAt = settings.number("rearm-at", moreThan, 0, moreThan);
        var limit = new Rate.Limit((int) moreThan, Spans.required(settings, "within"), (int) rearmAt);
        return new Rate(
                Selection.read(settings),
                limit,
                settings.text("alarm", "alarm"),
                Optional.of(settings.text("recovered", "")).filter(trigger -> !trigger.isEmpty()));
    }
}
