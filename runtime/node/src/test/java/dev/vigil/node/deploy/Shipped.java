package dev.vigil.node.deploy;

import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.ConfigurationException;
import dev.vigil.node.config.NodePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The shipped configuration as a pod would read it, with what is mounted there made in a folder. */
final class Shipped {
    private static final List<String> MOUNTED =
            List.of("vigil-journal/password", "vigil-tls/tls.crt", "vigil-tls/tls.key", "vigil-tls/ca.crt");

    private Shipped() {}

    /** Reads the configuration of that base or overlay as a node does. */
    static NodePlan plan(String where, Path folder) throws IOException, ConfigurationException {
        for (var file : MOUNTED) {
            Files.createDirectories(Objects.requireNonNull(folder.resolve(file).getParent()));
            Files.writeString(folder.resolve(file), "secret");
        }
        for (var file : List.of("base/vigil.conf", where + "/cluster.conf")) {
            var text = Files.readString(Overlay.ROOT.resolve(file))
                    .replace("/run/secrets", folder.toString())
                    .replace("/opt/vigil/extensions", folder.toString());
            Files.writeString(folder.resolve(Path.of(file).getFileName()), text);
        }
        return NodePlan.of(Configuration.load(Optional.of(folder.resolve("vigil.conf")), List.of()));
    }
}
