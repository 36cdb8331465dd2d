package dev.vigil.sensors.readings;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;

/** The kind {@code readings}. Its one setting, {@code alarm}, names the trigger; {@code alarm} where it is not there. */
public final class ReadingsKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public ReadingsKind() {}

    @Override
    public String kind() {
        return "readings";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        return new Readings(settings.text("alarm", "alarm"));
    }
}
