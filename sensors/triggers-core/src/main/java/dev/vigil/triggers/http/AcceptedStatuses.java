package dev.vigil.triggers.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The statuses that mean that the outside has it.
 *
 * @param patterns such as {@code 2xx} or {@code 409}
 */
record AcceptedStatuses(List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("[2-5](xx|[0-9]{2})");

    AcceptedStatuses {
        patterns = List.copyOf(patterns);
    }

    /** Whether each of them is a class or a status that can end an exchange, and there is one. */
    boolean isValid() {
        return !patterns.isEmpty()
                && patterns.stream().allMatch(p -> FORM.matcher(p).matches());
    }

    boolean contains(int status) {
        return patterns.contains(Integer.toString(status)) || patterns.contains(status / 100 + "xx");
    }
}
