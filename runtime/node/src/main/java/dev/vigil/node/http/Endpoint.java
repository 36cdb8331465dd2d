package dev.vigil.node.http;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What answers the requests to one path or to what lies under it. Threading: called from many threads at once. */
interface Endpoint {
    /** The methods that are answered; others get 405. */
    default Set<String> methods() {
        return Set.of("GET");
    }

    /** The name under which refusals are counted. */
    String name();

    /** Whether the answer is JSON whatever the caller accepts. */
    default boolean answersJson() {
        return methods().equals(Set.of("GET"));
    }

    /** Answers one request; what it throws or fails with is turned into a problem. Must not block. */
    CompletionStage<HttpResponse> answer(HttpRequest request, Target target);
}
