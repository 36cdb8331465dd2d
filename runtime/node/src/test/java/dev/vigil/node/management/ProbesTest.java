package dev.vigil.node.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.Health;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private final ActorSystem system = ActorSystem.create(
            "probes",
            ConfigFactory.parseString("pekko.fail-mixed-versions = off").withFallback(ConfigFactory.load()));

    @AfterEach
    void stop() {
        system.terminate();
    }

    @Test
    void aNodeWhoseEngineIsWellIsNotReadyWhileAnybodyHasADoubt() {
        var probes = Probes.of(system);
        probes.serving(() -> CompletableFuture.completedFuture(new Health(true, true, true, List.of())));
        var one = new AtomicReference<>(Optional.of("one"));
        var other = new AtomicReference<>(Optional.of("other"));
        probes.doubt(one::get);
        probes.doubt(other::get);
        assertThat(missing(probes)).containsExactly("one", "other");
        one.set(Optional.empty());
        assertThat(missing(probes)).containsExactly("other");
        other.set(Optional.empty());
        assertThat(missing(probes)).isEmpty();
    }

    private static List<String> missing(Probes probes) {
        return probes.readiness().toCompletableFuture().join().missing();
    }
}
