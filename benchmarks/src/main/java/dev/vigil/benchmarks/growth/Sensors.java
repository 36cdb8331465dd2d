package dev.vigil.benchmarks.growth;

import dev.vigil.api.Sensor;
import dev.vigil.sensors.readings.Readings;
import java.util.HashMap;
import java.util.Map;

/** What engines run. */
final class Sensors {
    /** The sensor that all of them have. */
    static final String READINGS = "readings";

    private Sensors() {}

    /** That one alone. */
    static Map<String, Sensor<?>> one() {
        return Map.of(READINGS, new Readings("alarm"));
    }

    /** That one with states of about so many bytes. */
    static Map<String, Sensor<?>> withMemory(int bytes) {
        return Map.of(READINGS, SizedReadings.withMemory(bytes));
    }

    /** So many, of which it alone gets events, or all do. */
    static Map<String, Sensor<?>> many(int count, boolean isForAll) {
        var sensors = new HashMap<>(one());
        for (int i = 1; i < count; i++) {
            sensors.put("beside-" + i, SizedReadings.beside(isForAll ? "reading" : "other-" + i));
        }
        return Map.copyOf(sensors);
    }
}
