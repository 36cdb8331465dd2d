package dev.vigil.engine.sensor;

import java.util.List;

/**
 * A pattern in which {@code *} stands for any run of characters, none included; all others stand for themselves.
 *
 * <p>Threading: immutable. Matching takes time in proportion to the text, whatever the pattern, because types and sources
 * come from outside.
 */
public final class Glob {
    /** What stands between the stars: one literal where there is no star, else one more than there are stars. */
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
        int end = text.length() - last.length();
        return first.length() <= end && text.startsWith(first) && text.endsWith(last) && between(text, first, end);
    }

    /** Finds each literal as early as it goes: if there is any way to place them all, then there is this one. */
    private boolean between(String text, String first, int end) {
        int at = first.length();
        for (var literal : literals.subList(1, literals.size() - 1)) {
            int found = text.indexOf(literal, at);
            if (found < 0 || found + literal.length() > end) {
                return false;
            }
            at = found + literal.length();
        }
        return true;
    }
}
