package dev.vigil.triggers.http;

import dev.vigil.api.Trigger.Attempt;
import dev.vigil.api.Trigger.Delivered;
import dev.vigil.api.Trigger.Refused;
import dev.vigil.api.Trigger.TryAgain;
import okhttp3.Headers;

/**
 * What an answer means for the firing.
 *
 * @param accepted the statuses that mean that the outside has it
 */
record Verdict(AcceptedStatuses accepted) {
    private static final int EXCERPT_BYTES = 1024;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;

    boolean isAccepted(int status) {
        return accepted.contains(status);
    }

    /** How much of the body of an answer of that status a person may want to read. */
    int excerptBytes(int status) {
        return accepted.contains(status) ? 0 : EXCERPT_BYTES;
    }

    /** What an answer means whose body began like this. */
    Attempt on(int status, Headers headers, String beginning) {
        if (accepted.contains(status)) {
            return new Delivered();
        }
        var excerpt = oneLine(beginning);
        var cause = "status " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
        return mayPass(status) ? new TryAgain(cause, RetryAfter.of(headers)) : new Refused(cause);
    }

    /** The text without what would break a line of a log or a terminal. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
    }

    private static boolean mayPass(int status) {
        return switch (status) {
            case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> true;
            default -> status >= 500;
        };
    }
}
