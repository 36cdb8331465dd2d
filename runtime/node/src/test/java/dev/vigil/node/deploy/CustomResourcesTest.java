package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is said to certificate, database, ingress, delivery and name service. */
class CustomResourcesTest {
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH", "SOUTH"})
    void nodesAreCertifiedByAnAuthorityOfTheirOwnWithKeysThatPekkoReads(Overlay overlay) {
        for (var certificate : overlay.all("Certificate")) {
            var key = certificate.spec().at("privateKey");
            assertThat(key.at("algorithm").text()).isEqualTo("RSA");
            assertThat(key.at("encoding").text()).isEqualTo("PKCS8");
            overlay.one("Issuer", certificate.spec().at("issuerRef", "name").text());
        }
        var nodes = overlay.one("Certificate", "vigil-tls").spec();
        assertThat(nodes.at("secretName").text()).isEqualTo("vigil-tls");
        assertThat(nodes.at("usages").texts()).contains("server auth", "client auth");
        assertThat(nodes.at("dnsNames").texts()).contains(nodes.at("commonName").text());
        var authority = overlay.one("Issuer", nodes.at("issuerRef", "name").text());
        assertThat(authority.spec().at("ca", "secretName").text())
                .isEqualTo(overlay.one("Certificate", "vigil-authority")
                        .spec()
                        .at("secretName")
                        .text());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH", "SOUTH"})
    void aRequestThatFailsIsSentToAnotherNodeOnce(Overlay overlay) {
        var annotations = overlay.one("Ingress", "vigil")
                .root()
                .at("metadata", "annotations")
                .labels();
        assertThat(annotations.get("nginx.org/proxy-next-upstream"))
                .contains("error", "timeout", "http_503", "non_idempotent");
        assertThat(annotations).containsEntry("nginx.org/max-fails", "1").containsKey("nginx.org/fail-timeout");
        // Management is not for the public.
        var paths = new ArrayList<String>();
        overlay.one("Ingress", "vigil")
                .spec()
                .at("rules")
                .items()
                .forEach(rule -> rule.at("http", "paths")
                        .items()
                        .forEach(path -> paths.add(path.at("path").text())));
        assertThat(paths).contains("/events").doesNotContain("/", "/metrics", "/ready", "/cluster");
    }

    @Test
    void sourcesAndSlotsAreTwoSetsOfOneCluster() {
        var roles = new ArrayList<String>();
        for (var pods : Pods.of(Overlay.SPLIT)) {
            var arguments = pods.container().at("args").texts();
            roles.add(pods.name() + " " + arguments.getLast());
            assertThat(arguments).hasSize(5).containsSubsequence("--set");
        }
        assertThat(roles)
                .containsExactlyInAnyOrder(
                        "vigil-source vigil.cluster.roles=[source]", "vigil-slot vigil.cluster.roles=[slot]");
        var clients =
                Overlay.SPLIT.one("Service", "vigil").spec().at("selector").labels();
        assertThat(Pods.of(Overlay.SPLIT).stream().filter(pods -> pods.match(clients)))
                .extracting(Pods::name)
                .containsExactly("vigil-source");
        assertThat(Overlay.SPLIT
                        .one("HorizontalPodAutoscaler", "vigil")
                        .spec()
                        .at("scaleTargetRef", "name")
                        .text())
                .isEqualTo("vigil-slot");
    }

    @Test
    void oneRegionWritesAndTheOtherFollowsIt() {
        var north = Overlay.NORTH.one("Cluster", "vigil-db").spec();
        var south = Overlay.SOUTH.one("Cluster", "vigil-db").spec();
        assertThat(north.at("replica").labels()).containsEntry("self", "north").containsEntry("source", "south");
        assertThat(south.at("replica").labels()).containsEntry("self", "south").containsEntry("source", "north");
        assertThat(List.of(north, south))
                .allMatch(cluster -> cluster.at("replica", "primary").text().equals("north"));
        assertThat(south.at("bootstrap").keys()).containsExactly("recovery");
        assertThat(north.at("bootstrap").keys()).containsExactly("initdb");
        assertThat(Pods.of(Overlay.SOUTH)).extracting(Pods::count).containsExactly(0);
        assertThat(Overlay.SOUTH.all("HorizontalPodAutoscaler")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"NORTH", "SOUTH"})
    void whatTheDatabaseOfARegionReadsAndWritesIsDefined(Overlay region) {
        var database = region.one("Cluster", "vigil-db").spec();
        var stores = new ArrayList<String>();
        database.at("plugins")
                .items()
                .forEach(plugin ->
                        stores.add(plugin.at("parameters", "barmanObjectName").text()));
        database.at("externalClusters")
                .items()
                .forEach(other -> stores.add(
                        other.at("plugin", "parameters", "barmanObjectName").text()));
        assertThat(stores).hasSize(3).allSatisfy(store -> region.one("ObjectStore", store));
        assertThat(database.at("externalClusters").items().stream()
                        .map(other -> other.at("name").text()))
                .contains(
                        database.at("replica", "self").text(),
                        database.at("replica", "source").text());
        var written = region.all("ObjectStore").stream()
                .map(store ->
                        store.spec().at("configuration", "destinationPath").text());
        assertThat(written).doesNotHaveDuplicates();
    }

    @Test
    void namesFailOverByHealthAndEachRegionHasAFolder() {
        var failover = new ArrayList<String>();
        for (var region : List.of(Overlay.NORTH, Overlay.SOUTH)) {
            var shared = region.one("DNSEndpoint", "vigil")
                    .spec()
                    .at("endpoints")
                    .items()
                    .getFirst();
            assertThat(shared.at("dnsName").text()).isEqualTo("vigil.example.com");
            var specific = new java.util.TreeMap<String, String>();
            shared.at("providerSpecific")
                    .items()
                    .forEach(one ->
                            specific.put(one.at("name").text(), one.at("value").text()));
            assertThat(specific).containsOnlyKeys("aws/failover", "aws/health-check-id");
            failover.add(shared.at("setIdentifier").text() + " " + specific.get("aws/failover"));
        }
        assertThat(failover).containsExactly("north PRIMARY", "south SECONDARY");
        var set = Overlay.MULTI_REGION.one("ApplicationSet", "vigil").spec();
        var folder = set.at("template", "spec", "source", "path").text();
        var regions = set.at("generators").items().getFirst().at("clusters", "selector", "matchExpressions");
        assertThat(folder).startsWith("deploy/k8s/overlays/multi-region/{{index .metadata.labels");
        for (var region : regions.items().getFirst().at("values").texts()) {
            assertThat(Overlay.ROOT
                            .resolve("overlays/multi-region")
                            .resolve(region)
                            .resolve("kustomization.yaml"))
                    .exists();
        }
    }
}
