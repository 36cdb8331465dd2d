package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ManifestInfo;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Pekko's own check is off because of one module (see the parent pom); this one allows that module and no other. */
class PekkoVersionsTest {
    @Test
    void discoveryIsTheOnlyPekkoModuleOfAnotherVersion() {
        var kit =
                ActorTestKit.create(ConfigFactory.parseString("pekko { fail-mixed-versions = off, loglevel = ERROR }"));
        var system = kit.system();
        var versions = CollectionConverters.asJava(
                ManifestInfo.get(system.classicSystem()).versions());
        kit.shutdownTestKit();
        var core = Objects.requireNonNull(versions.get("pekko-actor")).version();
        var others = versions.entrySet().stream()
                .filter(module -> isCore(module.getKey()))
                .filter(module -> !module.getValue().version().equals(core))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, module -> module.getValue().version()));
        assertThat(others).containsOnlyKeys("pekko-discovery");
        assertThat(versions).containsKeys("pekko-cluster-sharding-typed", "pekko-persistence-typed", "pekko-remote");
    }

    /** HTTP, management and the JDBC plugin are released on their own, each in one version that its pom property names. */
    private static boolean isCore(String module) {
        return module.startsWith("pekko-")
                && !module.startsWith("pekko-http")
                && !module.startsWith("pekko-parsing")
                && !module.startsWith("pekko-management")
                && !module.equals("pekko-persistence-jdbc");
    }
}
