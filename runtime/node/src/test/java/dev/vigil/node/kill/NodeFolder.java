package dev.vigil.node.kill;

import dev.vigil.node.kill.sensors.Ledger;
import dev.vigil.node.kill.sensors.RepositoryLedger;
import dev.vigil.node.kill.sensors.SenderLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * What stays when a node is killed: its configuration, its ports, its extensions, its journal.
 *
 * @param config the file
 * @param http the port of its API
 * @param management the port of its probes
 */
record NodeFolder(Path config, int http, int management) {
    static final String SECRET = "It's a Secret to Everybody";

    static NodeFolder in(Path folder, String sinkUrl) throws IOException {
        writeSensors(Files.createDirectories(folder.resolve("extensions")).resolve("ledgers.jar"));
        var ports = freePorts();
        var config = folder.resolve("vigil.conf");
        Files.writeString(config, """
                vigil {
                  data-folder = "%1$s/data"
                  extensions = "%1$s/extensions"
                  http.port = %2$d
                  management.port = %3$d
                  sources.github {
                    kind = webhook
                    flavour = github
                    path = /webhooks/github
                    source = "text:%4$s"
                    signature.secret = "%5$s"
                  }
                  sensors {
                    build-breaks { alarm = sink, recovered = sink }
                    repositories { class = %6$s }
                    senders { class = %7$s }
                  }
                  triggers.sink {
                    kind = http
                    url = "%8$s"
                    allow = ["127.0.0.0/8"]
                    timeout = 600ms
                    retry { attempts = 50, first = 50ms, most = 400ms }
                  }
                }
                """.formatted(
                        folder,
                        ports.getFirst(),
                        ports.getLast(),
                        Model.SOURCE,
                        SECRET,
                        RepositoryLedger.class.getName(),
                        SenderLedger.class.getName(),
                        sinkUrl));
        return new NodeFolder(config, ports.getFirst(), ports.getLast());
    }

    /** Two at once, so that they differ. */
    private static List<Integer> freePorts() throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private static void writeSensors(Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var type : List.of(
                    Ledger.class,
                    RepositoryLedger.class,
                    RepositoryLedger.Third.class,
                    SenderLedger.class,
                    SenderLedger.Issue.class)) {
                var name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (var in = type.getResourceAsStream("/" + name)) {
                    if (in == null) {
                        throw new IOException("no class file " + name);
                    }
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
