package dev.vigil.node.config;

import dev.vigil.api.Settings.Problem;
import java.util.List;

/** The configuration cannot be used; nothing was started. */
public final class ConfigurationException extends Exception {
    private final transient List<Problem> problems;

    /** Says everything that is wrong. */
    public ConfigurationException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
