package dev.vigil.engine.sensor;

import java.util.List;

/**
 * A pattern in which {@code *} stands for any run of characters, none included. Matching takes time in proportion to the
 * text, whatever the text: it comes from outside. Thread-safe.
 */
public final class Glob {
    /** What stands between the stars; one literal alone has no star beside it. */
    private final List<String> literals;

    private Glob(List<String> literals) {
        this.literals = literals;
    }

    /** The pattern that is written like this. */
    public static Glob of(String text) {
        return new Glob(List.of(text.split("\\*", -1)));
    }

    /** Whether the whole of the text is of this pattern. */
    public boolean matches(String text) {
        var first = literals.getFirst();
        if (literals.size() == 1) {
            return text.equals(first);
        }
        var last = literals.getLast();
        if (!text.startsWith(first) || text.length() < first.length() + last.length()) {
            return false;
        }
        int at = first.length();
        for (int i = 1; i < literals.size() - 1; i++) {
            int found = text.indexOf(literals.get(i), at);
            if (found < 0) {
                return false;
            }
            at = found + literals.get(i).length();
        }
        return text.endsWith(last) && text.length() - last.length() >= at;
    }
}
