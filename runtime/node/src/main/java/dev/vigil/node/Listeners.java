package dev.vigil.node;

import dev.vigil.engine.Engine;
import dev.vigil.node.config.HttpSettings;
import dev.vigil.node.config.ManagementSettings;
import dev.vigil.node.config.NodePlan;
import dev.vigil.node.http.HttpApi;
import dev.vigil.node.http.Refusals;
import dev.vigil.node.management.Probes;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.management.javadsl.PekkoManagement;

/**
 * What a node listens on.
 *
 * @param http the HTTP API
 * @param management Pekko Management
 */
record Listeners(InetSocketAddress http, InetSocketAddress management) {
    private static final int PATIENCE_SECONDS = 10;

    /** Starts management, which can be asked while the rest still starts. */
    static InetSocketAddress management(ActorSystem<?> system, ManagementSettings settings) throws StartException {
        var uri = bound(PekkoManagement.get(system).start(), "vigil.management", settings.host(), settings.port());
        return InetSocketAddress.createUnresolved(settings.host(), uri.port());
    }

    /** Starts the sources of every node, then the HTTP API with their routes, then lets the others run where they may. */
    static Listeners start(
            ActorSystem<?> system,
            NodePlan plan,
            Engine engine,
            InstantSource clock,
            Stopping stopping,
            InetSocketAddress management)
            throws StartException {
        var meters = Probes.of(system).meters();
        var refusals = new Refusals(meters);
        var sources = RunningSources.start(
                plan.components().sources(), Surroundings.of(engine.publisher(), clock, refusals, meters));
        stopping.closeFirst(sources);
        var http = plan.settings().http();
        var api = api(system, http, engine, sources, refusals, meters);
        Probes.of(system).doubt(api.overload()::trouble);
        var port = bound(api.bind(), "vigil.http", http.host(), http.port());
        Probes.of(system).doubt(port::trouble);
        stopping.unbind(port, api.drain());
        engine.own(OwnedSources.of(plan.components().ownedSources(), clock, refusals, meters));
        return new Listeners(port.address(), management);
    }

    private static HttpApi api(
            ActorSystem<?> system,
            HttpSettings settings,
            Engine engine,
            RunningSources sources,
            Refusals refusals,
            MeterRegistry meters)
            throws StartException {
        try {
            return new HttpApi(system, settings, engine, sources.routes(), sources::view, refusals, meters);
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T bound(CompletionStage<T> binding, String path, String host, int port) throws StartException {
        try {
            return binding.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    path + ".port: " + port + "; expected a port that is free on " + host + " (" + reason(e) + ")", e);
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
