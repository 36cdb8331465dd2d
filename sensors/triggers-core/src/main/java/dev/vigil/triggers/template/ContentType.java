package dev.vigil.triggers.template;

import dev.vigil.api.Settings;
import java.util.Locale;
import java.util.regex.Pattern;

/** The media type of what a template makes. */
public final class ContentType {
    private static final String JSON = "application/json";
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *; *[A-Za-z0-9-]+=[A-Za-z0-9.\"_-]+)*");
    private static final Pattern OTHER_CHARSET = Pattern.compile("charset=\"?(?!utf-8\\b)");

    private ContentType() {}

    /** Reads {@code content-type}; JSON where nothing stands. */
    public static String from(Settings settings) {
        var text = settings.text("content-type", JSON);
        if (FORM.matcher(text).matches()
                && !OTHER_CHARSET.matcher(text.toLowerCase(Locale.ROOT)).find()) {
            return text;
        }
        settings.problem("content-type", "a media type such as \"text/plain; charset=utf-8\", in UTF-8 only");
        return JSON;
    }
}
