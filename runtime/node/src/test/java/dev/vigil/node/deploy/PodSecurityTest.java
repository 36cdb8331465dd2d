package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.cluster.EngineConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pod may do, and how it is started and ended. */
class PodSecurityTest {
    @ParameterizedTest
    @EnumSource
    void podsAreRestricted(Overlay overlay) {
        for (var pods : Pods.of(overlay)) {
            assertThat(overlay.one("Namespace", "vigil").labels())
                    .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
            var pod = pods.spec().at("securityContext");
            assertThat(pod.at("runAsNonRoot").isTrue()).isTrue();
            assertThat(pod.at("runAsUser").number()).isGreaterThan(9999);
            assertThat(pod.at("seccompProfile", "type").text()).isEqualTo("RuntimeDefault");
            var container = pods.container().at("securityContext");
            assertThat(container.at("allowPrivilegeEscalation").value()).isEqualTo(false);
            assertThat(container.at("capabilities", "drop").texts()).containsExactly("ALL");
            assertThat(container.at("capabilities").keys()).containsExactly("drop");
            assertThat(container.at("readOnlyRootFilesystem").isTrue()).isTrue();
            assertThat(pods.spec().keys())
                    .doesNotContain("hostNetwork", "hostPID", "hostIPC", "initContainers", "shareProcessNamespace");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatANodeWritesIsOnVolumesThatCanBeWritten(Overlay overlay) {
        for (var pods : Pods.of(overlay)) {
            var writable = new TreeMap<String, Part>();
            pods.container().at("volumeMounts").items().stream()
                    .filter(mount -> !mount.at("readOnly").isTrue())
                    .forEach(mount -> writable.put(mount.at("mountPath").text(), mount));
            assertThat(writable.keySet()).containsExactly("/tmp", "/var/lib/vigil");
            var scratch = pods.spec().at("volumes").items().stream()
                    .filter(volume -> volume.at("emptyDir").isThere())
                    .map(volume -> volume.at("name").text())
                    .toList();
            // Alone, the data folder is the journal and must outlive the pod; in a cluster it holds nothing of worth.
            assertThat(scratch)
                    .containsExactlyInAnyOrderElementsOf(
                            overlay == Overlay.SINGLE ? Set.of("tmp") : Set.of("data", "tmp"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPodIsGivenTimeToStop(Overlay overlay) {
        for (var pods : Pods.of(overlay)) {
            var pause = pods.container()
                    .at("lifecycle", "preStop", "sleep", "seconds")
                    .number();
            assertThat(pods.spec().at("terminationGracePeriodSeconds").number())
                    .isGreaterThan(pause + shutdownSeconds());
        }
    }

    /** All phases of the coordinated shutdown together, were each of them to take all of its time. */
    private static int shutdownSeconds() {
        var journal = new EngineSettings.Journal("jdbc:postgresql://database/vigil", "vigil", "", 10);
        var shutdown = EngineConfig.over(ConfigFactory.parseResources("vigil-node.conf"), EngineSettings.of(journal))
                .getConfig("pekko.coordinated-shutdown");
        var phases = shutdown.getConfig("phases");
        return phases.root().keySet().stream()
                .map(phase -> phases.getConfig(phase).withFallback(shutdown))
                .map(phase -> phase.getDuration(phase.hasPath("timeout") ? "timeout" : "default-phase-timeout"))
                .mapToInt(timeout -> Math.toIntExact(timeout.toSeconds()))
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void memoryIsGuaranteedAndTheProcessorIsNotThrottled(Overlay overlay) {
        for (var pods : Pods.of(overlay)) {
            var resources = pods.container().at("resources");
            assertThat(resources.at("limits").keys()).containsExactly("memory");
            assertThat(resources.at("limits", "memory").text())
                    .isEqualTo(resources.at("requests", "memory").text());
            assertThat(resources.at("requests").keys()).contains("cpu");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDiscoversMayListPodsAndNothingElse(Overlay overlay) {
        for (var pods : Pods.of(overlay)) {
            var account = pods.spec().at("serviceAccountName").text();
            assertThat(overlay.one("ServiceAccount", account)
                            .root()
                            .at("automountServiceAccountToken")
                            .value())
                    .isEqualTo(false);
            if (overlay == Overlay.SINGLE) {
                assertThat(pods.spec().at("automountServiceAccountToken").value())
                        .isEqualTo(false);
                assertThat(overlay.all("Role")).isEmpty();
                continue;
            }
            assertThat(pods.spec().at("automountServiceAccountToken").isTrue()).isTrue();
            var binding = overlay.all("RoleBinding").getFirst().root();
            assertThat(binding.at("subjects").items()).singleElement().satisfies(subject -> {
                assertThat(subject.at("name").text()).isEqualTo(account);
                assertThat(subject.at("namespace").text()).isEqualTo("vigil");
            });
            var rules = overlay.one("Role", binding.at("roleRef", "name").text())
                    .root()
                    .at("rules");
            assertThat(rules.items()).singleElement().satisfies(rule -> {
                assertThat(rule.at("apiGroups").texts()).containsExactly("");
                assertThat(rule.at("resources").texts()).containsExactly("pods");
                // What DiscoveryIT sees it call: one GET of the collection.
                assertThat(rule.at("verbs").texts()).containsExactly("list");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void probesAskManagement(Overlay overlay) {
        var paths = Map.of("startupProbe", "/alive", "livenessProbe", "/alive", "readinessProbe", "/ready");
        for (var pods : Pods.of(overlay)) {
            paths.forEach((probe, path) -> {
                var get = pods.container().at(probe, "httpGet");
                assertThat(get.at("path").text()).isEqualTo(path);
                assertThat(get.at("port").text()).isEqualTo("management");
            });
            // Its answer may take two seconds.
            assertThat(pods.container().at("readinessProbe", "timeoutSeconds").number())
                    .isGreaterThan(2);
        }
    }
}
