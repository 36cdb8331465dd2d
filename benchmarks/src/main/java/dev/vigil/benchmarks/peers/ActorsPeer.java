package dev.vigil.benchmarks.peers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Version;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A persistent actor a key, its journal by pekko-persistence-jdbc as it comes: a row an event. Without a cluster. */
final class ActorsPeer implements Peer {
    /** What the plug-in takes at once; it fails what is beyond that, so no more is under way. */
    private static final int MOST_UNDER_WAY = 1_000;

    private static final String SCHEMA = "/schema/postgres/postgres-create-schema.sql";

    private final StoreServer server;
    private final String url;
    private final ActorSystem<Void> system;
    private final Map<String, ActorRef<Device.Take>> devices;
    private final Window window = new Window(MOST_UNDER_WAY);

    private ActorsPeer(
            StoreServer server, String url, ActorSystem<Void> system, Map<String, ActorRef<Device.Take>> devices) {
        this.server = server;
        this.url = url;
        this.system = system;
        this.devices = devices;
    }

    static Peer start(PeerTask task, Alarms alarms) {
        var server = StoreServer.start();
        var url = server.postgres().newDatabase();
        for (var statement : schema().split(";", -1)) {
            if (!statement.isBlank()) {
                server.execute(url, statement);
            }
        }
        var keys = new Workload(task.keys(), task.seed()).keys();
        var spawned = new CompletableFuture<Map<String, ActorRef<Device.Take>>>();
        var system = ActorSystem.create(
                guardian(keys, alarms, spawned),
                "actors",
                config(url, server.postgres().user()));
        return new ActorsPeer(server, url, system, Waiting.get(spawned));
    }

    private static String schema() {
        try (var resource = Objects.requireNonNull(Version.class.getResourceAsStream(SCHEMA))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Behavior<Void> guardian(
            List<String> keys, Alarms alarms, CompletableFuture<Map<String, ActorRef<Device.Take>>> spawned) {
        return Behaviors.setup(context -> {
            var devices = new HashMap<String, ActorRef<Device.Take>>();
            keys.forEach(key -> devices.put(key, context.spawn(new Device(key, alarms), key)));
            spawned.complete(Map.copyOf(devices));
            return Behaviors.empty();
        });
    }

    private static Config config(String url, String user) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("pekko.fail-mixed-versions", "off");
        settings.put("pekko.actor.serializers.taken", TakenSerializer.class.getName());
        settings.put("pekko.actor.serialization-bindings.\"" + Device.Taken.class.getName() + "\"", "taken");
        settings.put("pekko.persistence.journal.plugin", "jdbc-journal");
        settings.put("jdbc-journal.slick.profile", "slick.jdbc.PostgresProfile$");
        settings.put("jdbc-journal.slick.db.url", url);
        settings.put("jdbc-journal.slick.db.user", user);
        settings.put("jdbc-journal.slick.db.driver", "org.postgresql.Driver");
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        var outcome = new CompletableFuture<Outcome>();
        var open = new AtomicInteger(events.size());
        Runnable kept = () -> {
            window.ended();
            if (open.decrementAndGet() == 0) {
                outcome.complete(new Outcome.Accepted(events.size(), 0));
            }
        };
        for (var event : events) {
            var device = Objects.requireNonNull(devices.get(event.subject().orElseThrow()));
            window.add(() -> device.tell(new Device.Take(event, kept)));
        }
        return outcome;
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("pekko version", Version.current());
        settings.put("events under way", "at most " + MOST_UNDER_WAY + ", the plug-in's bufferSize");
        settings.put("the rest", "reference.conf of Pekko and of pekko-persistence-jdbc; no snapshots");
        settings.putAll(server.settings());
        return settings;
    }

    @Override
    public long serverPid() {
        return server.pid();
    }

    @Override
    public void flush() {
        server.checkpoint();
    }

    /** Each row is one event of one key, which its actor has applied. */
    @Override
    public long counted() {
        return server.number(url, "SELECT count(*) FROM event_journal");
    }

    @Override
    public void close() {
        system.terminate();
        Waiting.get(system.getWhenTerminated());
        server.close();
    }
}
