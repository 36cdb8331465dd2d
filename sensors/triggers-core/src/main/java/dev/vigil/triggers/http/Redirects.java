package dev.vigil.triggers.http;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which redirects are followed: at most so many, none that would change the method and so lose the payload, and none from
 * {@code https} to {@code http}.
 *
 * @param most how many for one attempt; 0 for none
 */
record Redirects(int most) {
    private static final int MOVED = 301;
    private static final int FOUND = 302;
    private static final int SEE_OTHER = 303;
    private static final int TEMPORARY = 307;
    private static final int PERMANENT = 308;

    /** What is to be done with an answer. */
    sealed interface Step {}

    /** It is the answer. */
    record Stay() implements Step {}

    /** The same request is sent there. */
    record Follow(HttpUrl url) implements Step {}

    /** The redirect may not be followed. */
    record Refuse(String cause) implements Step {}

    /**
     * What is to be done with the answer of that status to that method.
     *
     * @param from where it comes from
     * @param location what it names, if it names something
     * @param followed how many were followed before
     */
    Step after(int status, String method, HttpUrl from, @Nullable String location, int followed) {
        if (most == 0 || location == null || !keepsMethod(status, method)) {
            return new Stay();
        }
        var to = from.resolve(location);
        if (to == null) {
            return new Refuse("status " + status + ": redirected to what is no address");
        }
        if (from.isHttps() && !to.isHttps()) {
            return new Refuse("status " + status + ": redirected from https to http");
        }
        return followed >= most
                ? new Refuse("status " + status + ": redirected more than " + most + " times")
                : new Follow(to);
    }

    private static boolean keepsMethod(int status, String method) {
        return switch (status) {
            case TEMPORARY, PERMANENT -> true;
            case MOVED, FOUND, SEE_OTHER -> method.equals("GET");
            default -> false;
        };
    }
}
