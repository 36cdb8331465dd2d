package dev.vigil.sensors.rejected;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import java.util.List;

/**
 * The kind {@code rejected-input}.
 *
 * <pre>{@code
 * vigil.sensors.rejected-input {
 *   types = [dev.vigil.rejected]   # what sources publish for a line or record that they refuse
 * }
 * }</pre>
 */
public final class RejectedInputKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public RejectedInputKind() {}

    @Override
    public String kind() {
        return "rejected-input";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        return new RejectedInput(settings.texts("types", List.of(RejectedInput.TYPE)));
    }
}
