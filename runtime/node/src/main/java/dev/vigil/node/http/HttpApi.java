package dev.vigil.node.http;

import dev.vigil.api.HttpRoute;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.Engine;
import dev.vigil.node.config.HttpSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.event.Logging;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.Flow;

/** The node's HTTP server. */
public final class HttpApi {
    private final ClassicActorSystemProvider system;
    private final HttpSettings settings;
    private final Routes routes;
    private final MeterRegistry meters;
    private final Overload overload;
    private final Drain drain;

    /**
     * An API on that engine, not yet bound.
     *
     * @param sources the routes of sources, by the name of the source
     * @param everywhere how the sources that run on every node are on this one, which has that address
     * @param meters of the node, which the page shows too
     * @throws IllegalArgumentException if two routes have one path, or one that is the API's own
     */
    public HttpApi(
            ClassicActorSystemProvider system,
            HttpSettings settings,
            Engine engine,
            Map<String, List<HttpRoute>> sources,
            Function<String, List<ClusterView.Source>> everywhere,
            Refusals refusals,
            MeterRegistry meters) {
        this.system = system;
        this.settings = settings;
        this.meters = meters;
        var body = new RequestBody(system, settings.bodyTimeout());
        var events = new PromptPublisher(new CountedPublisher(engine.publisher(), meters, EventsEndpoint.NAME));
        var open = new OpenStreams();
        var streams = new EventStreams(
                system,
                new PatientPublisher(system, events),
                refusals,
                open,
                settings.bodyLimitBytes(),
                EventStreams.QUIET_AT_MOST);
        var cluster = new WholeCluster(engine, everywhere);
        this.routes = new Routes();
        this.routes.add(new PageEndpoint());
        this.routes.add(new LiveEndpoint(new Overview(engine, cluster, new Activity(meters), System::nanoTime)));
        this.routes.add(new EventsEndpoint(events, streams, body, refusals, settings.bodyLimitBytes()));
        this.routes.add(new FindEndpoint(engine));
        this.routes.add(new LogEndpoint(engine));
        this.routes.add(new SensorsEndpoint(engine, system));
        this.routes.add(new ReplaysEndpoint(engine, body));
        this.routes.add(new DeadLettersEndpoint(engine, system));
        this.routes.add(new ClusterEndpoint(cluster));
        this.routes.add(new AvailabilityEndpoint(engine));
        sources.forEach(
                (source, all) -> all.forEach(route -> this.routes.add(new SourceEndpoint(source, route, body))));
        this.overload = Overload.watch(system, settings.overloadWait(), meters);
        var router = new Router(system, this.routes, new Callers(settings.callers()), body, overload, refusals);
        this.drain = new Drain(system, router, open);
    }

    /** What it answers. */
    List<Route> routes() {
        return routes.all();
    }

    /** Whether it refuses what is published, because the node has more to do than it can. */
    public Overload overload() {
        return overload;
    }

    /** For the time when it stops. */
    public Drain drain() {
        return drain;
    }

    /** Begins to listen; the stage fails if the port cannot be had. */
    public CompletionStage<ListeningPort> bind() {
        var server = ServerSettings.create(system.classicSystem()).withMaxConnections(settings.connections());
        return ListeningPort.open(
                system, settings.port(), port -> BoundPort.bind(server, all -> bind(all, port)), meters);
    }

    private CompletionStage<ServerBinding> bind(ServerSettings server, int port) {
        // A flow, because Pekko sends the answers of a mere function by way of the main dispatcher.
        return Http.get(system)
                .newServerAt(settings.host(), port)
                .withSettings(server)
                .logTo(Logging.getLogger(system.classicSystem(), HttpApi.class))
                .bindFlow(Flow.of(HttpRequest.class).mapAsync(server.getPipeliningLimit(), drain));
    }
}
