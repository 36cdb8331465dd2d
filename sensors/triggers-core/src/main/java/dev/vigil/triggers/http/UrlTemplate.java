package dev.vigil.triggers.http;

import dev.vigil.triggers.template.Escaping;
import dev.vigil.triggers.template.Payload;
import dev.vigil.triggers.template.PayloadTemplate;
import dev.vigil.triggers.template.TemplateException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An address whose path and query may name fields. A value can fill a part of the address but not change its shape: it
 * is percent-encoded, and none may lead out of its place in the path.
 *
 * @param origin scheme, host and port, always the same
 * @param rest path and query
 */
record UrlTemplate(String origin, PayloadTemplate rest) {
    /** What may be configured. */
    static final String EXPECTED = "an address such as \"https://host/path/{{field}}?query={{field}}\"";

    private static final int LAST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(https?://[^/?#{}\\s]+)((?:[/?].*)?)");
    private static final Pattern UNESCAPED = Pattern.compile("\\{\\{\\s*[{&=]");

    /** Compiles an address. */
    static UrlTemplate compile(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TemplateException("no fields before the path");
        }
        if (UNESCAPED.matcher(text).find()) {
            throw new TemplateException("a field of an address is always encoded, so it stands in {{ }}");
        }
        var template = new UrlTemplate(form.group(1), PayloadTemplate.compile(form.group(2), Escaping.URL));
        var sample = uri(template.origin + template.rest.literals());
        if (sample.getHost() == null || sample.getUserInfo() != null || sample.getFragment() != null) {
            throw new TemplateException("a host, but no user and no fragment");
        }
        if (sample.getPort() == 0 || sample.getPort() > LAST_PORT) {
            throw new TemplateException("a port from 1 to " + LAST_PORT);
        }
        return template;
    }

    /** The address for what {@link Payload#scope} gives. */
    URI fill(Map<String, Object> scope) {
        var uri = uri(origin + rest.fill(scope));
        var path = uri.getRawPath();
        if (path != null && List.of(path.split("/", -1)).stream().anyMatch(s -> s.equals(".") || s.equals(".."))) {
            throw new TemplateException("a field of the payload would lead to another path");
        }
        return uri;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TemplateException("not an address: " + e.getReason(), e);
        }
    }
}
