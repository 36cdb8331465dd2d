package dev.vigil.triggers.http;

import java.util.Map;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * A request on its way, and what may be shown where it is sent. The secrets go to the configured scheme, host and port
 * only; once a redirect has led away from there they are gone for good, and with them the client's certificate and all
 * headers but those that say what the body is.
 *
 * @param clients what sends it
 * @param request what is sent, without the secrets
 * @param secrets headers for the configured host, by name
 */
record Errand(Clients.Pair clients, Request request, Map<String, String> secrets, boolean isAway) {
    /** Copies the map. */
    Errand {
        secrets = Map.copyOf(secrets);
    }

    /** An errand to the configured address. */
    Errand(Clients.Pair clients, Request request, Map<String, String> secrets) {
        this(clients, request, secrets, false);
    }

    Call call() {
        var shown = request.newBuilder();
        secrets.forEach(shown::header);
        return (isAway ? clients.elsewhere() : clients.home()).newCall(shown.build());
    }

    /** The same request to another address. */
    Errand to(HttpUrl url) {
        var moved = request.newBuilder().url(url);
        if (isSameOrigin(request.url(), url)) {
            return new Errand(clients, moved.build(), secrets, isAway);
        }
        for (var name : request.headers().names()) {
            if (!RequestTemplate.OWN_HEADERS.contains(name)) {
                moved.removeHeader(name);
            }
        }
        return new Errand(clients, moved.build(), Map.of(), true);
    }

    private static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    /** Without the values of the secrets. */
    @Override
    public String toString() {
        return "Errand[" + request.method() + " " + request.url() + ", secrets=" + secrets.keySet() + "]";
    }
}
