package dev.vigil.node.http;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What answers the requests to some paths. Threading: called from many threads at once. */
interface Endpoint {
    /** What is answered, always the same; each of these stands in openapi.yaml too. Other methods get 405. */
    Set<Route> routes();

    /** The name under which refusals are counted. */
    String name();

    /** Whether the answer is JSON whatever the caller accepts. */
    default boolean answersJson() {
        return true;
    }

    /** Whether what comes in by it is published, which an overloaded node refuses. */
    default boolean publishes() {
        return false;
    }

    /** Whether the programs of others call it, which prove who they are in a way of their own: no browser is expected. */
    default boolean isForPrograms() {
        return false;
    }

    /** Answers one request; what it throws or fails with is turned into a problem. Must not block. */
    CompletionStage<HttpResponse> answer(HttpRequest request, Target target);
}
