package dev.vigil.sensors;

import java.util.List;

/**
 * A pattern in which {@code *} stands for any run of characters, none included, as in a {@link dev.vigil.api.Subscription}.
 *
 * @param text as it is written
 */
record Glob(String text) {
    /** Whether any of the patterns is that of the whole text. */
    static boolean any(List<String> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> new Glob(pattern).matches(text));
    }

    /** Goes back to the latest star only, so that it takes at most the product of both lengths. */
    boolean matches(String candidate) {
        int at = 0;
        int seen = 0;
        int star = -1;
        int resume = 0;
        while (seen < candidate.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = seen;
            } else if (at < text.length() && text.charAt(at) == candidate.charAt(seen)) {
                at++;
                seen++;
            } else if (star >= 0) {
                at = star + 1;
                seen = ++resume;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(c -> c == '*');
    }
}
