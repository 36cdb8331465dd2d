package dev.vigil.node.cli;

/** What the process ends with. */
public final class ExitCode {
    /** All is well. */
    public static final int OK = 0;

    /** It could not be started or done, or ended by itself. */
    public static final int FAILED = 1;

    /** The command line or the configuration is wrong; nothing was started. */
    public static final int MISUSED = 2;

    /** No running node gave an answer. */
    public static final int UNREACHABLE = 3;

    private ExitCode() {}
}
