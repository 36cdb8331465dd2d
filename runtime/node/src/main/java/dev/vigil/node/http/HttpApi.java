package dev.vigil.node.http;

import dev.vigil.api.HttpRoute;
import dev.vigil.engine.Engine;
import dev.vigil.node.config.HttpSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** The node's HTTP server. */
public final class HttpApi {
    private static final String EVENTS = "/events";

    private final ClassicActorSystemProvider system;
    private final HttpSettings settings;
    private final Drain drain;

    /**
     * An API on that engine, not yet bound.
     *
     * @param routes of sources, by the name of the source
     * @param meters of the node, which the page shows too
     * @throws IllegalArgumentException if two routes have one path, or one that is the API's own
     */
    public HttpApi(
            ClassicActorSystemProvider system,
            HttpSettings settings,
            Engine engine,
            Map<String, List<HttpRoute>> routes,
            Refusals refusals,
            MeterRegistry meters) {
        this.system = system;
        this.settings = settings;
        var body = new RequestBody(system, settings.bodyTimeout());
        var sensors = new SensorsEndpoint(engine, system);
        var events = new CountedPublisher(engine.publisher(), meters, "events");
        var exact = new HashMap<>(PageEndpoint.all());
        exact.put(LiveEndpoint.PATH, new LiveEndpoint(new Overview(engine, new Activity(meters), System::nanoTime)));
        exact.put(EVENTS, new EventsEndpoint(events, body, refusals, settings.bodyLimitBytes()));
        exact.put(SensorsEndpoint.PATH, sensors);
        var deadLetters = new DeadLettersEndpoint(engine, system);
        exact.put(DeadLettersEndpoint.PATH, deadLetters);
        exact.put(ClusterEndpoint.PATH, new ClusterEndpoint(engine));
        exact.put(AvailabilityEndpoint.PATH, new AvailabilityEndpoint(engine));
        routes.forEach((source, all) ->
                all.forEach(route -> mount(exact, route.path(), new SourceEndpoint(source, route, body))));
        var prefixes = Map.of(
                LogEndpoint.PREFIX,
                new LogEndpoint(engine),
                SensorsEndpoint.PATH + "/",
                sensors,
                DeadLettersEndpoint.PATH + "/",
                deadLetters);
        this.drain = new Drain(system, new Router(system, exact, prefixes, new Failures(refusals)));
    }

    private static void mount(Map<String, Endpoint> exact, String path, SourceEndpoint endpoint) {
        if (path.startsWith(EVENTS + "/")
                || path.startsWith(SensorsEndpoint.PATH + "/")
                || path.startsWith(DeadLettersEndpoint.PATH + "/")) {
            throw new IllegalArgumentException(
                    "source " + endpoint.name() + ": the path " + path + " is one of the node's own");
        }
        var before = exact.putIfAbsent(path, endpoint);
        if (before != null) {
            throw new IllegalArgumentException(
                    "source " + endpoint.name() + ": the path " + path + " is taken by " + before.name());
        }
    }

    /** For the time when it stops. */
    public Drain drain() {
        return drain;
    }

    /** Begins to listen; the stage fails if the port cannot be had. */
    public CompletionStage<ServerBinding> bind() {
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(ServerSettings.create(system.classicSystem()).withMaxConnections(settings.connections()))
                .bind(drain);
    }
}
