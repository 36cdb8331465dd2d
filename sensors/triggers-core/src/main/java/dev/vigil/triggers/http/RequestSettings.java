package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import dev.vigil.triggers.http.RequestTemplate.Method;
import dev.vigil.triggers.template.ContentType;
import dev.vigil.triggers.template.Escaping;
import dev.vigil.triggers.template.PayloadTemplate;
import dev.vigil.triggers.template.TemplateSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import okhttp3.MediaType;

/** Reads what is sent: templates are compiled here, so that a wrong one ends the start and not a firing. */
final class RequestSettings {
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
        return TemplateSettings.compiled(settings, "url", UrlTemplate.EXPECTED, () -> UrlTemplate.compile(text))
                .orElse(HARMLESS_URL);
    }

    private String contentType() {
        var contentType = ContentType.from(settings);
        if (MediaType.parse(contentType) == null) {
            settings.problem("content-type", "a media type such as \"text/plain; charset=utf-8\"");
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
        return TemplateSettings.template(settings, "body", text, escaping);
    }

    private Map<String, PayloadTemplate> headers() {
        var section = settings.section("headers");
        var headers = new HashMap<String, PayloadTemplate>();
        var seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (var name : section.keys()) {
            var text = section.text(name);
            checkName(section, name, seen.add(name));
            TemplateSettings.template(section, name, text, Escaping.NONE).ifPresent(template -> {
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
}
