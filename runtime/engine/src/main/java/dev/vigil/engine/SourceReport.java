package dev.vigil.engine;

/** What a source says of itself while it runs. Threading: any thread; returns at once. */
public interface SourceReport {
    /** It does not work any more though it was started. */
    void failed(Throwable cause);

    /** Something outside keeps it waiting; what and since when, for a person to read. */
    void troubled(String trouble);

    /** Nothing does any more. */
    void untroubled();
}
