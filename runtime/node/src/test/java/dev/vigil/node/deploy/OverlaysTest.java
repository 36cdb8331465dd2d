package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every overlay as it is rendered: each object can be loaded, and what names another finds it. */
class OverlaysTest {
    /** Made by a person, or by what is installed beside Vigil; docs/kubernetes.md says how. */
    private static final Set<String> SECRETS_OF_OTHERS =
            Set.of("vigil-journal", "vigil-db-ca", "vigil-backup", "vigil-public-tls");

    @ParameterizedTest
    @EnumSource
    void everyObjectOfKubernetesItselfHasOnlyFieldsThatItKnows(Overlay overlay) throws IOException {
        for (var manifest : overlay.manifests()) {
            if (manifest.isBuiltIn()) {
                var loaded = Yaml.loadAll(manifest.yaml());
                assertThat(loaded).as(manifest.kind() + " " + manifest.name()).hasSize(1);
                assertThat(loaded.getFirst()).isInstanceOf(KubernetesObject.class);
                assertThat(loaded.getFirst().getClass().getSimpleName()).endsWith(manifest.kind());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyObjectOfAnAddedDefinitionHasOnlyFieldsThatItKnows(Overlay overlay) throws IOException {
        var definitions = Definitions.read();
        for (var manifest : overlay.manifests()) {
            if (!manifest.isBuiltIn()) {
                assertThat(definitions.unknownFields(manifest))
                        .as(manifest.kind() + " " + manifest.name())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySelectorFindsPods(Overlay overlay) {
        for (var set : overlay.all("StatefulSet")) {
            var selector = set.spec().at("selector", "matchLabels").labels();
            assertThat(Pods.of(overlay).stream().filter(pods -> pods.match(selector)))
                    .as("what " + set.name() + " takes for its own")
                    .extracting(Pods::name)
                    .containsExactly(set.name());
            assertThat(overlay.one("Service", set.spec().at("serviceName").text())
                            .spec()
                            .at("clusterIP")
                            .text())
                    .isEqualTo("None");
        }
        for (var kind : Map.of("Service", "", "PodDisruptionBudget", "matchLabels", "PodMonitor", "matchLabels")
                .entrySet()) {
            for (var manifest : overlay.all(kind.getKey())) {
                var selector = manifest.spec().at("selector");
                assertFindsPods(overlay, manifest, kind.getValue().isEmpty() ? selector : selector.at(kind.getValue()));
            }
        }
        for (var policy : overlay.all("NetworkPolicy")) {
            assertFindsPods(overlay, policy, policy.spec().at("podSelector", "matchLabels"));
        }
    }

    private static void assertFindsPods(Overlay overlay, Manifest manifest, Part selector) {
        var wanted = selector.labels();
        var found = Pods.of(overlay).stream().anyMatch(pods -> pods.match(wanted))
                || Pods.ofDatabases(overlay).stream()
                        .anyMatch(labels -> labels.entrySet().containsAll(wanted.entrySet()));
        assertThat(found)
                .as(manifest.kind() + " " + manifest.name() + " selects " + wanted)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void everyPortThatIsNamedExists(Overlay overlay) {
        for (var service : overlay.all("Service")) {
            var selector = service.spec().at("selector").labels();
            for (var pods : Pods.of(overlay)) {
                if (pods.match(selector)) {
                    assertThat(pods.ports().keySet())
                            .containsAll(service.spec().at("ports").items().stream()
                                    .map(port -> port.at("targetPort").text())
                                    .toList());
                }
            }
        }
        for (var ingress : overlay.all("Ingress")) {
            for (var rule : ingress.spec().at("rules").items()) {
                for (var path : rule.at("http", "paths").items()) {
                    var service = path.at("backend", "service");
                    assertThat(portNames(
                                    overlay.one("Service", service.at("name").text())))
                            .contains(service.at("port", "name").text());
                }
            }
        }
        for (var monitor : overlay.all("ServiceMonitor")) {
            var wanted = monitor.spec().at("selector", "matchLabels").labels().entrySet();
            var services = overlay.all("Service").stream()
                    .filter(service -> service.labels().entrySet().containsAll(wanted))
                    .toList();
            assertThat(services).hasSize(1);
            for (var endpoint : monitor.spec().at("endpoints").items()) {
                assertThat(portNames(services.getFirst()))
                        .contains(endpoint.at("port").text());
                assertThat(endpoint.at("path").text()).isEqualTo("/metrics");
            }
        }
    }

    private static Set<String> portNames(Manifest service) {
        var names = new HashSet<String>();
        service.spec()
                .at("ports")
                .items()
                .forEach(port -> names.add(port.at("name").text()));
        return names;
    }

    @ParameterizedTest
    @EnumSource
    void everyImageIsPinned(Overlay overlay) {
        var images = new TreeSet<String>();
        Pods.of(overlay).forEach(pods -> images.add(pods.container().at("image").text()));
        overlay.all("Cluster")
                .forEach(cluster -> images.add(cluster.spec().at("imageName").text()));
        assertThat(images)
                .allMatch(image -> image.matches(
                        "[a-z0-9.-]+\\.[a-z]+/[a-z0-9./-]+(:[0-9][\\w.-]*\\d[\\w.-]*|@sha256:[0-9a-f]{64})"));
    }

    @ParameterizedTest
    @EnumSource
    void everyVolumeIsMountedAndWhatItIsMadeOfExists(Overlay overlay) {
        var secrets = new HashSet<>(SECRETS_OF_OTHERS);
        overlay.all("Certificate")
                .forEach(certificate ->
                        secrets.add(certificate.spec().at("secretName").text()));
        var maps = overlay.all("ConfigMap").stream().map(Manifest::name).toList();
        for (var set : overlay.all("StatefulSet")) {
            var spec = set.spec().at("template", "spec");
            var volumes = new TreeSet<String>();
            for (var volume : spec.at("volumes").items()) {
                volumes.add(volume.at("name").text());
                if (volume.at("configMap").isThere()) {
                    assertThat(maps).contains(volume.at("configMap", "name").text());
                }
                if (volume.at("secret").isThere()) {
                    assertThat(secrets)
                            .contains(volume.at("secret", "secretName").text());
                }
            }
            set.spec()
                    .at("volumeClaimTemplates")
                    .items()
                    .forEach(claim -> volumes.add(claim.at("metadata", "name").text()));
            assertThat(spec.at("containers").items().getFirst().at("volumeMounts").items().stream()
                            .map(mount -> mount.at("name").text()))
                    .containsExactlyInAnyOrderElementsOf(volumes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsScaledExists(Overlay overlay) {
        for (var scaler : overlay.all("HorizontalPodAutoscaler")) {
            var target = scaler.spec().at("scaleTargetRef");
            var set = overlay.one(target.at("kind").text(), target.at("name").text());
            // Else each apply would undo what the autoscaler did.
            assertThat(set.spec().at("replicas").isThere()).isFalse();
            assertThat(Objects.requireNonNull(target.at("apiVersion").text())).isEqualTo(set.apiVersion());
        }
    }
}
