package dev.vigil.engine.sensor;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern in which {@code *} stands for any run of characters, none included. Thread-safe. */
public final class Glob {
    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern that is written like this. */
    public static Glob of(String text) {
        var literals = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote);
        return new Glob(Pattern.compile(literals.collect(Collectors.joining(".*")), Pattern.DOTALL));
    }

    /** Whether the whole of the text is of this pattern. */
    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
