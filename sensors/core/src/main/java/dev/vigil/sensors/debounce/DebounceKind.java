package dev.vigil.sensors.debounce;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.sensors.Selection;
import dev.vigil.sensors.Spans;
import dev.vigil.sensors.debounce.Debounce.Payload;

/**
 * The kind {@code debounce}.
 *
 * <pre>{@code
 * vigil.sensors.settled {
 *   kind = debounce
 *   types = [document.edited]     # which events: see Selection for sources, key and where
 *   quiet = 30s                   # how long nothing comes until a burst is over
 *   at-most = 10m                 # how long a burst takes at most; without end where it is not there
 *   payload = data                # what is fired: the last event's data, or event: with its attributes and the burst
 *   alarm = index                 # its trigger, alarm where it is not there
 * }
 * }</pre>
 */
public final class DebounceKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public DebounceKind() {}

    @Override
    public String kind() {
        return "debounce";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        var quiet = Spans.required(settings, "quiet");
        var atMost = Spans.optional(settings, "at-most");
        if (atMost.filter(span -> span.compareTo(quiet) < 0).isPresent()) {
            settings.problem("at-most", "a time span no shorter than quiet, which is " + quiet);
        }
        var payload = settings.oneOf("payload", "data", "data", "event").equals("data") ? Payload.DATA : Payload.EVENT;
        return new Debounce(Selection.read(settings), quiet, atMost, payload, settings.text("alarm", "alarm"));
    }
}
