package dev.vigil.node.logging;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the log is written, by the environment: it begins before any configuration is read. */
public final class LogFormat {
    /** The variable; {@code text} where it is not set. Each of its values is a file beside this class, with an appender of that name. */
    public static final String VARIABLE = "VIGIL_LOG_FORMAT";

    private static final Set<String> FORMATS = Set.of("text", "json");

    private LogFormat() {}

    /** What is wrong with the variable, for a person to read; with a format that is none nothing would be logged. */
    public static Optional<String> problem(Map<String, String> environment) {
        var format = environment.getOrDefault(VARIABLE, "text");
        return FORMATS.contains(format)
                ? Optional.empty()
                : Optional.of(VARIABLE + ": \"" + format + "\"; expected text or json");
    }
}
