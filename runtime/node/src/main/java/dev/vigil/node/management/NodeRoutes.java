package dev.vigil.node.management;

import dev.vigil.api.DataFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.management.javadsl.ManagementRouteProvider;
import org.apache.pekko.management.javadsl.ManagementRouteProviderSettings;
import org.apache.pekko.util.ByteString;

/** {@code /alive}, {@code /ready} and {@code /metrics}. Named in vigil-node.conf and made by Pekko Management. */
public final class NodeRoutes extends AllDirectives implements ManagementRouteProvider {
    private final Probes probes;

    /** The routes of that system. */
    public NodeRoutes(ExtendedActorSystem system) {
        this.probes = Probes.of(system);
    }

    /** What is answered: {@code /alive} depends on nothing but this process. */
    private record Alive(boolean alive) {}

    /** What is answered: whether the node is ready, and what is missing where it is not. */
    private record Ready(boolean ready, List<String> missing) {}

    @Override
    public Route routes(ManagementRouteProviderSettings settings) {
        return get(() -> concat(
                path("alive", () -> complete(json(200, new Alive(true)))),
                path(
                        "ready",
                        () -> onSuccess(
                                probes.readiness(),
                                readiness -> complete(json(
                                        readiness.ready() ? 200 : 503,
                                        new Ready(readiness.ready(), readiness.missing()))))),
                path("metrics", () -> complete(metrics()))));
    }

    private HttpResponse metrics() {
        return HttpResponse.create()
                .withEntity(HttpEntities.create(
                        ContentTypes.parse("text/plain; version=0.0.4; charset=UTF-8"),
                        ByteString.fromString(probes.scrape())));
    }

    private static HttpResponse json(int status, Object body) {
        var text = new String(DataFormat.json().write(body), StandardCharsets.UTF_8);
        return HttpResponse.create()
                .withStatus(StatusCodes.get(status))
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, text));
    }
}
