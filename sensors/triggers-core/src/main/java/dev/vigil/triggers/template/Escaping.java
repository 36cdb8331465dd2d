package dev.vigil.triggers.template;

import com.samskivert.mustache.Escapers;
import dev.vigil.api.DataFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written into a template, so that it stays a value there. */
public enum Escaping {
    /** As it is. */
    NONE {
        @Override
        String escape(String value) {
            return value;
        }
    },
    /** Inside a JSON string. */
    JSON {
        @Override
        String escape(String value) {
            var quoted = new String(DataFormat.json().write(value), StandardCharsets.UTF_8);
            return quoted.substring(1, quoted.length() - 1);
        }
    },
    /** Inside one segment of a path, or one value of a query or a form. */
    URL {
        @Override
        String escape(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A");
        }
    },
    /** Inside text or a quoted attribute of HTML or XML. */
    MARKUP {
        @Override
        String escape(String value) {
            return Escapers.HTML.escape(value);
        }
    };

    abstract String escape(String value);

    /** What suits a body of that media type. */
    public static Escaping forContentType(String contentType) {
        var end = contentType.indexOf(';');
        var essence =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (essence.endsWith("/json") || essence.endsWith("+json")) {
            return JSON;
        }
        if (essence.endsWith("/xml") || essence.endsWith("+xml") || essence.equals("text/html")) {
            return MARKUP;
        }
        return essence.equals("application/x-www-form-urlencoded") ? URL : NONE;
    }
}
