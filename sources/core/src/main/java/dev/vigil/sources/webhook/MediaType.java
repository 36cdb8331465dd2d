package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.util.Locale;

/** What a request says that its body is. */
enum MediaType {
    /** JSON, of whatever kind; also where the request does not say, as CloudEvents has it. */
    JSON,
    /** What an HTML form sends, GitHub's {@code payload=...} among it. */
    FORM,
    /** Bytes that are passed on unread. */
    OTHER;

    static MediaType of(HttpCall call) {
        var declared = call.header("content-type").orElse("");
        var end = declared.indexOf(';');
        var essence = (end < 0 ? declared : declared.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return switch (essence) {
            case "", "application/json", "text/json" -> JSON;
            case "application/x-www-form-urlencoded", "multipart/form-data" -> FORM;
            default -> essence.endsWith("+json") ? JSON : OTHER;
        };
    }
}
