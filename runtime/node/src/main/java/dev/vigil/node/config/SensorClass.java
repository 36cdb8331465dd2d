package dev.vigil.node.config;

import dev.vigil.api.Sensor;
import dev.vigil.api.Settings;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Makes a sensor of the class that a section names. */
final class SensorClass {
    private static final String EXPECTED = "a public class on the class path or in the extensions folder that extends "
            + Sensor.class.getName() + " and has a public constructor without arguments";

    private SensorClass() {}

    static Optional<Sensor<?>> create(ClassLoader loader, String name, Settings own) {
        try {
            var type = Class.forName(name, true, loader);
            return Optional.of((Sensor<?>) type.getConstructor().newInstance());
        } catch (InvocationTargetException e) {
            own.problem("class", "a class whose constructor succeeds (" + e.getCause() + ")");
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            own.problem("class", EXPECTED);
        }
        return Optional.empty();
    }
}
