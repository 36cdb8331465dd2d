package dev.vigil.benchmarks.growth;

import dev.vigil.benchmarks.engine.Answers;
import dev.vigil.engine.Engine;
import dev.vigil.engine.SensorView;

/** What engines say of themselves. */
final class Views {
    private Views() {}

    /** How many instances the sensor has that all of them run. */
    static long instances(Engine engine) throws InterruptedException {
        return Answers.of(engine.sensors()).stream()
                .filter(sensor -> sensor.sensor().equals(Sensors.READINGS))
                .mapToLong(SensorView::instances)
                .sum();
    }
}
