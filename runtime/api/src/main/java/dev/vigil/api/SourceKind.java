package dev.vigil.api;

/** Makes sources of one kind; found with {@link java.util.ServiceLoader}. */
public interface SourceKind {
    /** The kind's name in configuration. */
    String kind();

    /** A source with these settings, not yet started; what is wrong with them is reported through them. */
    Source create(String name, Settings settings);
}
