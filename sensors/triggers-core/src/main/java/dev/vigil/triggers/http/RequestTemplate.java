package dev.vigil.triggers.http;

import dev.vigil.api.Firing;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The request that a firing becomes.
 *
 * @param method how it is sent
 * @param url where to
 * @param headers templates by name
 * @param secretHeaders values by name, never shown
 * @param contentType of the body
 * @param body its template; empty for the payload itself, or for no body where the method has none
 */
record RequestTemplate(
        Method method,
        UrlTemplate url,
        Map<String, PayloadTemplate> headers,
        Map<String, String> secretHeaders,
        String contentType,
        Optional<PayloadTemplate> body) {
    /** The header by which the receiver recognises a firing that it has had. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** The methods that can be configured. */
    enum Method {
        /** Sends the payload. */
        POST(true),
        /** Sends the payload. */
        PUT(true),
        /** Sends the payload. */
        PATCH(true),
        /** Sends a body only where a template is configured. */
        DELETE(false),
        /** Sends no body. */
        GET(false);

        private final boolean sendsPayload;

        Method(boolean sendsPayload) {
            this.sendsPayload = sendsPayload;
        }
    }

    /** Copies the maps. */
    RequestTemplate {
        headers = Map.copyOf(headers);
        secretHeaders = Map.copyOf(secretHeaders);
    }

    /**
     * The request for a firing.
     *
     * @throws TemplateException if the payload lacks a field, or a field does not fit where it should stand
     */
    HttpRequest fill(Firing firing) {
        var scope = Payload.scope(firing);
        var request = HttpRequest.newBuilder(url.fill(scope));
        headers.forEach((name, template) -> request.setHeader(name, headerValue(name, template, scope)));
        secretHeaders.forEach(request::setHeader);
        if (body.isPresent() || method.sendsPayload) {
            request.setHeader("Content-Type", contentType).method(method.name(), publisher(firing, scope));
        } else {
            request.method(method.name(), BodyPublishers.noBody());
        }
        return request.setHeader(IDEMPOTENCY_KEY, firing.id()).build();
    }

    private BodyPublisher publisher(Firing firing, Map<String, Object> scope) {
        if (body.isPresent()) {
            return BodyPublishers.ofString(body.get().fill(scope), StandardCharsets.UTF_8);
        }
        var bytes = new byte[firing.payload().remaining()];
        firing.payload().duplicate().get(bytes);
        return BodyPublishers.ofByteArray(bytes);
    }

    private static String headerValue(String name, PayloadTemplate template, Map<String, Object> scope) {
        var value = template.fill(scope);
        if (!HeaderText.isValue(value)) {
            throw new TemplateException("header " + name + " would hold something other than printable ASCII");
        }
        return value;
    }

    /** Without the values of the secret headers. */
    @Override
    public String toString() {
        return "RequestTemplate[" + method + " " + url.origin() + ", secretHeaders=" + secretHeaders.keySet() + "]";
    }
}
