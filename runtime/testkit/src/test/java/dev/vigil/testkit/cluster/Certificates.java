package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.ClusterSettings.Tls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and the certificates it signs, made with the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** A new authority, in that folder. */
    Certificates(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        generate("authority", "-ext", "bc:c");
        run("-exportcert", "-rfc", "-alias", "authority", "-file", file("authority.pem"));
    }

    /** A key and its certificate, for a node of that name. */
    Tls issue(String name) throws Exception {
        generate(name);
        run("-certreq", "-alias", name, "-file", file(name + ".csr"));
        run("-gencert", "-alias", "authority", "-rfc", "-infile", file(name + ".csr"), "-outfile", file(name + ".pem"));
        var store = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        var key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
        Files.writeString(folder.resolve(name + ".key"), pem);
        return new Tls(
                folder.resolve(name + ".pem"),
                folder.resolve(name + ".key"),
                folder.resolve("authority.pem"),
                Duration.ofMinutes(5));
    }

    private void generate(String name, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-dname",
                name.equals("authority") ? "CN=authority of " + folder.getFileName() : "CN=vigil"));
        arguments.addAll(List.of(more));
        run(arguments.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", file("keys.p12"), "-storetype", "PKCS12", "-storepass", PASSWORD, "-keypass", PASSWORD));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(() -> readLog(folder.resolve("keytool.log")))
                .isZero();
    }

    private static String readLog(Path log) {
        try {
            return Files.readString(log);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
