package dev.vigil.api;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One path of the node's HTTP server that a source answers.
 *
 * @param path the whole path, beginning with a slash
 * @param methods the methods that are answered; others get 405
 * @param bodyLimitBytes larger bodies, declared or streamed, compressed or not, get 413
 * @param handler answers one request; called from many threads at once, must not block
 */
public record HttpRoute(
        String path, Set<String> methods, long bodyLimitBytes, Function<HttpCall, CompletionStage<HttpReply>> handler) {
    /** Copies the methods. */
    public HttpRoute {
        methods = Set.copyOf(methods);
    }
}
