package dev.vigil.engine.wire;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.cluster.EngineConfig;
import dev.vigil.engine.cluster.TestSettings;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system of that name without a network, with the engine's serializers. */
record WireSystem(ActorSystem<?> system) implements AutoCloseable {
    static WireSystem start() {
        var config = ConfigFactory.parseString("pekko.actor.provider = local");
        return new WireSystem(ActorSystem.create(
                Behaviors.empty(), "golden", EngineConfig.over(config, TestSettings.WITHOUT_JOURNAL)));
    }

    ExtendedActorSystem classic() {
        return (ExtendedActorSystem) Adapter.toClassic(system);
    }

    WireSerializer serializer() {
        return new WireSerializer(classic());
    }

    /** A reference to an actor of this system, which need not exist. */
    <T> ActorRef<T> ref(String path) {
        return ActorRefResolver.get(system).resolveActorRef("pekko://golden/user/" + path);
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the actor system did not end", e);
        }
    }
}
