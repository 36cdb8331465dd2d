package dev.vigil.triggers.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand in a header. */
final class HeaderText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    /** Printable ASCII, not beginning or ending with a space: anything else is changed or cut on the way. */
    private static final Pattern VALUE = Pattern.compile("(?:[!-~](?:[ -~]*[!-~])?)?");
    /** Those that the client or the trigger itself sets. */
    private static final Set<String> TAKEN = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "idempotency-key",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderText() {}

    static boolean isFreeName(String name) {
        return NAME.matcher(name).matches() && !TAKEN.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean isValue(String value) {
        return VALUE.matcher(value).matches();
    }
}
