package dev.vigil.api;

/** Makes triggers of one kind; found with {@link java.util.ServiceLoader}. */
public interface TriggerKind {
    /** The kind's name in configuration. */
    String kind();

    /** A trigger with these settings; what is wrong with them is reported through them. */
    Trigger create(String name, Settings settings);
}
