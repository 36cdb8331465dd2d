package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests as the node hands them over. */
final class Requests {
    private Requests() {}

    static HttpCall json(String body, String... headers) {
        var all = new HashMap<String, String>();
        all.put("content-type", "application/json");
        for (var i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return request(body.getBytes(StandardCharsets.UTF_8), all);
    }

    static HttpCall request(byte[] body, Map<String, String> headers) {
        var byName = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new HttpCall(
                "POST", "/webhooks/hook", byName, ByteBuffer.wrap(body).asReadOnlyBuffer());
    }

    /** The same request, signed as GitHub signs. */
    static HttpCall signed(HttpCall call, HmacSignature signature) {
        var headers = new HashMap<>(call.headers());
        headers.put(
                signature.header().toLowerCase(Locale.ROOT),
                List.of(signature.prefix()
                        + HexFormat.of().formatHex(signature.mac().sign(call.body()))));
        return new HttpCall(call.method(), call.path(), headers, call.body());
    }

    /** JSON arrays within each other. */
    static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
