package dev.vigil.sensors.builds;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;

/**
 * The kind {@code build-breaks}. Its settings name the triggers: {@code alarm} for a build that breaks, {@code recovered}
 * for one that is green again; each is the trigger of its own name where it is not there.
 */
public final class BuildBreaksKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public BuildBreaksKind() {}

    @Override
    public String kind() {
        return "build-breaks";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        return new BuildBreaks(settings.text("alarm", "alarm"), settings.text("recovered", "recovered"));
    }
}
