package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who may talk to whom: these paths, and no other. */
class NetworkPolicyTest {
    private static final String DNS = "to kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns ";
    private static final String PROMETHEUS =
            "from kubernetes.io/metadata.name=monitoring/app.kubernetes.io/name=prometheus ";
    private static final String NODES = "app.kubernetes.io/name=vigil ";
    private static final Set<String> CLIENTS_AND_PROMETHEUS =
            Set.of("from vigil.dev/client=true/* http", PROMETHEUS + "management", DNS + "UDP 53", DNS + "TCP 53");
    private static final Set<String> CLUSTER = Set.of(
            "from " + NODES + "remoting",
            "from " + NODES + "management",
            "to " + NODES + "7625",
            "to " + NODES + "7626",
            "to cnpg.io/cluster=vigil-db 5432",
            "to 10.0.0.0/8 443",
            "to 10.0.0.0/8 6443",
            "to 172.16.0.0/12 443",
            "to 172.16.0.0/12 6443",
            "to 192.168.0.0/16 443",
            "to 192.168.0.0/16 6443");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MULTI_REGION")
    void whatIsNotAllowedIsDenied(Overlay overlay) {
        var deny = overlay.one("NetworkPolicy", "default-deny").spec();
        assertThat(deny.at("podSelector").keys()).isEmpty();
        assertThat(deny.at("policyTypes").texts()).containsExactly("Ingress", "Egress");
        assertThat(paths(deny)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"MULTI_REGION", "SINGLE"})
    void nodesOfAClusterHaveThePathsThatTheyNeed(Overlay overlay) {
        var all = new TreeSet<>(CLIENTS_AND_PROMETHEUS);
        all.addAll(CLUSTER);
        assertThat(paths(overlay.one("NetworkPolicy", "vigil").spec())).isEqualTo(all);
    }

    @Test
    void aNodeThatIsAloneTalksToNobody() {
        assertThat(paths(Overlay.SINGLE.one("NetworkPolicy", "vigil").spec())).isEqualTo(CLIENTS_AND_PROMETHEUS);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"MULTI_REGION", "SINGLE"})
    void theDatabaseIsReachedByNodesItsOwnAndItsOperator(Overlay overlay) {
        assertThat(paths(overlay.one("NetworkPolicy", "vigil-db").spec()).stream()
                        .filter(path -> path.startsWith("from ")))
                .containsExactlyInAnyOrder(
                        "from " + NODES + "5432",
                        "from cnpg.io/cluster=vigil-db 5432",
                        "from kubernetes.io/metadata.name=cnpg-system/* 8000",
                        "from cnpg.io/cluster=vigil-db 8000",
                        PROMETHEUS + "9187");
    }

    /** Each as one line: direction, peer (namespaces/pods where it is in another namespace), port. */
    private static Set<String> paths(Part policy) {
        var paths = new TreeSet<String>();
        collect(paths, "from ", policy.at("ingress"), "from");
        collect(paths, "to ", policy.at("egress"), "to");
        return paths;
    }

    private static void collect(Set<String> paths, String direction, Part rules, String peers) {
        for (var rule : rules.items()) {
            // A rule without peers or without ports is one for all.
            assertThat(rule.at(peers).items()).isNotEmpty();
            assertThat(rule.at("ports").items()).isNotEmpty();
            for (var peer : rule.at(peers).items()) {
                for (var port : rule.at("ports").items()) {
                    var protocol =
                            port.at("protocol").isThere() ? port.at("protocol").text() + " " : "";
                    paths.add(direction + name(peer) + " " + protocol
                            + port.at("port").text());
                }
            }
        }
    }

    private static String name(Part peer) {
        if (peer.at("ipBlock").isThere()) {
            return peer.at("ipBlock", "cidr").text();
        }
        var pods = selector(peer.at("podSelector"));
        return peer.at("namespaceSelector").isThere()
                ? selector(peer.at("namespaceSelector")) + "/" + (pods.isEmpty() ? "*" : pods)
                : pods;
    }

    private static String selector(Part part) {
        List<String> labels = new ArrayList<>();
        part.at("matchLabels").labels().forEach((key, value) -> labels.add(key + "=" + value));
        return String.join(",", labels);
    }
}
