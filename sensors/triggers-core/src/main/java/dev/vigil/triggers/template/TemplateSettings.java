package dev.vigil.triggers.template;

import dev.vigil.api.Settings;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads templates from the configuration, compiled, so that a wrong one ends the start and not a firing. */
public final class TemplateSettings {
    private TemplateSettings() {}

    /** The template of that text at a key; empty, and reported, if it cannot be compiled. */
    public static Optional<PayloadTemplate> template(Settings section, String key, String text, Escaping escaping) {
        return compiled(section, key, "a Mustache template", () -> PayloadTemplate.compile(text, escaping));
    }

    /** What is compiled from a key; empty, and reported with what was expected, if it cannot be. */
    public static <T> Optional<T> compiled(Settings section, String key, String expected, Supplier<T> compile) {
        try {
            return Optional.of(compile.get());
        } catch (TemplateException e) {
            section.problem(key, expected + " (" + e.explanation() + ")");
            return Optional.empty();
        }
    }
}
