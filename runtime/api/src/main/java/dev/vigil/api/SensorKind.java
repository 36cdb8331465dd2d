package dev.vigil.api;

/** Makes sensors of one kind; found with {@link java.util.ServiceLoader}. */
public interface SensorKind {
    /** The kind's name in configuration. */
    String kind();

    /** A sensor with these settings; what is wrong with them is reported through them. */
    Sensor<?> create(String name, Settings settings);
}
