package dev.vigil.triggers.http;

import dev.vigil.api.Firing;
import dev.vigil.api.TraceContext;
import dev.vigil.triggers.template.Payload;
import dev.vigil.triggers.template.PayloadTemplate;
import dev.vigil.triggers.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The request that a firing becomes, without its secrets.
 *
 * @param method how it is sent
 * @param url where to
 * @param headers templates by name
 * @param contentType of the body
 * @param body its template; empty for the payload itself, or for no body where the method has none
 */
record RequestTemplate(
        Method method,
        UrlTemplate url,
        Map<String, PayloadTemplate> headers,
        String contentType,
        Optional<PayloadTemplate> body) {
    /** The header by which the receiver recognises a firing that it has had. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String USER_AGENT = "User-Agent";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    /** Those that the trigger itself sets, which say nothing about who sends them. */
    static final Set<String> OWN_HEADERS =
            Set.of(IDEMPOTENCY_KEY, USER_AGENT, ACCEPT_ENCODING, TraceContext.TRACEPARENT, TraceContext.TRACESTATE);

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

    /** Copies the map. */
    RequestTemplate {
        headers = Map.copyOf(headers);
    }

    /**
     * The request for a firing.
     *
     * @throws TemplateException if the payload lacks a field, or a field does not fit where it should stand
     */
    Request fill(Firing firing) {
        var scope = Payload.scope(firing);
        var request = new Request.Builder()
                .url(address(scope))
                .header(USER_AGENT, "vigil")
                // The beginning of an answer is read as it comes.
                .header(ACCEPT_ENCODING, "identity");
        firing.trace().ifPresent(trace -> {
            request.header(TraceContext.TRACEPARENT, trace.traceparent());
            if (!trace.tracestate().isEmpty()) {
                request.header(TraceContext.TRACESTATE, trace.tracestate());
            }
        });
        headers.forEach((name, template) -> request.header(name, headerValue(name, template, scope)));
        return request.header(IDEMPOTENCY_KEY, firing.id())
                .method(method.name(), content(firing, scope))
                .build();
    }

    private HttpUrl address(Map<String, Object> scope) {
        var url = HttpUrl.parse(this.url.fill(scope).toString());
        if (url == null) {
            throw new TemplateException("not an address that can be called");
        }
        return url;
    }

    private @Nullable RequestBody content(Firing firing, Map<String, Object> scope) {
        if (body.isPresent()) {
            return RequestBody.create(
                    body.get().fill(scope).getBytes(StandardCharsets.UTF_8), MediaType.parse(contentType));
        }
        if (!method.sendsPayload) {
            return null;
        }
        var bytes = new byte[firing.payload().remaining()];
        firing.payload().duplicate().get(bytes);
        return RequestBody.create(bytes, MediaType.parse(contentType));
    }

    private static String headerValue(String name, PayloadTemplate template, Map<String, Object> scope) {
        var value = template.fill(scope);
        if (!HeaderText.isValue(value)) {
            throw new TemplateException("header " + name + " would hold something other than printable ASCII");
        }
        return value;
    }
}
