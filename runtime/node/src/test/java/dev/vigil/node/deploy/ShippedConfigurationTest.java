package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration that is shipped is one that a node takes, and fits the pods that it is shipped to. */
class ShippedConfigurationTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/single"})
    void aNodeTakesIt(String where) throws Exception {
        var plan = Shipped.plan(where, folder);
        assertThat(plan.components().sensors()).containsOnlyKeys("readings", "rejected-input");
        assertThat(plan.settings().http().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void portsAreThoseOfThePods() {
        var vigil = conf("base/cluster.conf").getConfig("vigil");
        for (var overlay : Overlay.values()) {
            for (var pods : Pods.of(overlay)) {
                assertThat(pods.ports()).containsEntry("http", vigil.getInt("http.port"));
                assertThat(pods.ports()).containsEntry("management", vigil.getInt("management.port"));
                if (overlay != Overlay.SINGLE) {
                    assertThat(pods.ports()).containsEntry("remoting", vigil.getInt("cluster.port"));
                }
            }
        }
        var single = conf("overlays/single/cluster.conf").getConfig("vigil");
        assertThat(single.getInt("http.port")).isEqualTo(vigil.getInt("http.port"));
        assertThat(single.getInt("management.port")).isEqualTo(vigil.getInt("management.port"));
        assertThat(single.getString("cluster.join")).isEqualTo("alone");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH"})
    void discoveryFindsJustTheNodes(Overlay overlay) {
        var bootstrap = conf("base/cluster.conf").getConfig("vigil.cluster.bootstrap");
        var selector = bootstrap.getString("label-selector").split("=", 2);
        for (var pods : Pods.of(overlay)) {
            assertThat(pods.labels()).containsEntry(selector[0], selector[1]);
            assertThat(pods.ports()).containsKey(bootstrap.getString("port-name"));
            assertThat(pods.container().at("env").items().stream()
                            .map(variable -> variable.at("name").text()))
                    .contains("POD_IP", "POD_NAMESPACE");
        }
        // More than half of the first three, so that two halves never both begin.
        assertThat(bootstrap.getInt("contact-points")).isEqualTo(2);
        assertThat(Pods.ofDatabases(overlay)).noneMatch(labels -> labels.containsKey(selector[0]));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH"})
    void theFilesThatItNamesAreMounted(Overlay overlay) {
        var vigil = conf("base/cluster.conf").getConfig("vigil");
        var tls = vigil.getConfig("cluster.tls");
        assertThat(tls.getBoolean("enabled")).isTrue();
        var journal = vigil.getString("journal.url");
        assertThat(journal).contains("sslmode=verify-full");
        var files = List.of(
                vigil.getString("journal.password-file"),
                journal.substring(journal.indexOf("sslrootcert=") + "sslrootcert=".length()),
                tls.getString("certificate"),
                tls.getString("private-key"),
                tls.getString("authority"));
        for (var pods : Pods.of(overlay)) {
            var mounts = new TreeSet<String>();
            pods.container()
                    .at("volumeMounts")
                    .items()
                    .forEach(mount -> mounts.add(mount.at("mountPath").text()));
            assertThat(files)
                    .allMatch(
                            file -> mounts.contains(String.valueOf(Path.of(file).getParent())));
        }
        var database = overlay.one("Cluster", "vigil-db");
        assertThat(journal)
                .startsWith("jdbc:postgresql://" + database.name() + "-rw:5432/"
                        + database.spec().at("bootstrap", "initdb", "database").text());
        assertThat(vigil.getString("journal.user"))
                .isEqualTo(database.spec().at("bootstrap", "initdb", "owner").text());
    }

    private static Config conf(String file) {
        return ConfigFactory.parseFile(Overlay.ROOT.resolve(file).toFile())
                .resolve(com.typesafe.config.ConfigResolveOptions.noSystem().setAllowUnresolved(true));
    }
}
