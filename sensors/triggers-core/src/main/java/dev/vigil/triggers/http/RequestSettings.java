package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import dev.vigil.triggers.http.RequestTemplate.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.MediaType;

/** Reads what is sent: templates are compiled here, so that a wrong one ends the start and not a firing. */
final class RequestSettings {
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *; *[A-Za-z0-9-]+=[A-Za-z0-9.\"_-]+)*");
    private static final Pattern OTHER_CHARSET = Pattern.compile("charset=\"?(?!utf-8\\b)");
    private static final UrlTemplate HARMLESS_URL = UrlTemplate.compile("http://vigil.invalid/");

    private final Settings settings;

    private RequestSettings(Settings settings) {
        this.settings = settings;
    }

    static RequestTemplate from(Settings settings) {
        return new RequestSettings(settings).read();
    }

    private RequestTemplate read() {
        var methods = Arrays.stream(Method.values()).map(Method::name).toArray(String[]::new);
        var method = Method.valueOf(settings.oneOf("method", Method.POST.name(), methods));
        var contentType = contentType();
        return new RequestTemplate(
                method, url(), headers(), contentType, body(method, Escaping.forContentType(contentType)));
    }

    private UrlTemplate url() {
        var text = settings.text("url", "");
        if (text.isEmpty()) {
            settings.problem("url", UrlTemplate.EXPECTED);
            return HARMLESS_URL;
        }
        return compiled(settings, "url", UrlTemplate.EXPECTED, () -> UrlTemplate.compile(text))
                .orElse(HARMLESS_URL);
    }

    private String contentType() {
        var contentType = settings.text("content-type", "application/json");
        if (!CONTENT_TYPE.matcher(contentType).matches()
                || MediaType.parse(contentType) == null
                || OTHER_CHARSET.matcher(contentType.toLowerCase(Locale.ROOT)).find()) {
            settings.problem("content-type", "a media type such as \"text/plain; charset=utf-8\", in UTF-8 only");
        }
        return contentType;
    }

    private Optional<PayloadTemplate> body(Method method, Escaping escaping) {
        var text = settings.text("body", "");
        if (!settings.has("body")) {
            return Optional.empty();
        }
        if (method == Method.GET) {
            settings.problem("body", "nothing, since GET sends no body");
            return Optional.empty();
        }
        return template(settings, "body", text, escaping);
    }

    private Map<String, PayloadTemplate> headers() {
        var section = settings.section("headers");
        var headers = new HashMap<String, PayloadTemplate>();
        var seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (var name : section.keys()) {
            var text = section.text(name);
            checkName(section, name, seen.add(name));
            template(section, name, text, Escaping.NONE).ifPresent(template -> {
                if (!HeaderText.isValue("x" + template.literals() + "x")) {
                    section.problem(name, "printable ASCII");
                }
                headers.put(name, template);
            });
        }
        return headers;
    }

    /** Reports a name that cannot be a header's, or was one before. */
    static void checkName(Settings section, String name, boolean isNew) {
        if (!HeaderText.isFreeName(name)) {
            section.problem(name, "the name of a header that the trigger does not set itself");
        } else if (!isNew) {
            section.problem(name, "each header once");
        }
    }

    private static Optional<PayloadTemplate> template(Settings section, String key, String text, Escaping escaping) {
        return compiled(section, key, "a Mustache template", () -> PayloadTemplate.compile(text, escaping));
    }

    private static <T> Optional<T> compiled(Settings section, String key, String expected, Supplier<T> compile) {
        try {
            return Optional.of(compile.get());
        } catch (TemplateException e) {
            section.problem(key, expected + " (" + e.explanation() + ")");
            return Optional.empty();
        }
    }
}
