package dev.vigil.testkit.cluster;

import dev.vigil.api.Publisher;
import dev.vigil.api.Sensor;
import dev.vigil.api.Trigger;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Starts a node of the release that this class was loaded with, see {@link OtherRelease}. */
public final class OtherNodeStart implements Function<Map<String, Object>, OtherNode> {
    /** Called by reflection. */
    public OtherNodeStart() {}

    @Override
    public OtherNode apply(Map<String, Object> given) {
        var journal = new EngineSettings.Journal(
                OtherNodeStart.<String>of(given, "url"), OtherNodeStart.<String>of(given, "user"), "", 4);
        var seeds = OtherNodeStart.<List<String>>of(given, "seeds");
        var policy = new TriggerPolicy(
                8,
                OptionalInt.empty(),
                Duration.ofSeconds(5),
                new TriggerPolicy.Retry(3, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        var plan = NodePlan.of(
                        EngineSettings.of(journal).withSlots(OtherNodeStart.<Integer>of(given, "slots")),
                        InstantSource.system())
                .running(
                        OtherNodeStart.<Map<String, Sensor<?>>>of(given, "sensors"),
                        Map.of("outside", new TriggerBinding(OtherNodeStart.<Trigger>of(given, "trigger"), policy)));
        var cluster = LocalCluster.of(plan);
        return new Started(
                cluster.startOutside(alone -> seeds.isEmpty() ? alone : alone.withCluster(old -> joining(old, seeds))),
                cluster);
    }

    /** What has crossed from the other release's classes as an object. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T of(Map<String, Object> given, String name) {
        return (T) Objects.requireNonNull(given.get(name), name);
    }

    private static ClusterSettings joining(ClusterSettings old, List<String> seeds) {
        return new ClusterSettings(
                old.name(),
                old.address(),
                old.roles(),
                new ClusterSettings.Join.Seeds(seeds),
                old.downing(),
                old.tls());
    }

    private record Started(LocalNode node, LocalCluster cluster) implements OtherNode {
        @Override
        public String address() {
            return node.address();
        }

        @Override
        public Publisher publisher() {
            return node.engine().publisher();
        }

        @Override
        public List<String> conditions() throws Exception {
            return node.engine().health().toCompletableFuture().get(10, TimeUnit.SECONDS).slots().stream()
                    .map(slot -> slot.slot() + " " + slot.condition())
                    .toList();
        }

        @Override
        public String state(String sensor, String key) throws Exception {
            return node.engine()
                    .instance(sensor, key)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .orElseThrow()
                    .stateJson();
        }

        @Override
        public boolean isRunning() {
            return node.isRunning();
        }

        @Override
        public void stop() {
            node.stop();
        }

        @Override
        public void close() {
            stop();
            cluster.close();
        }
    }
}
