package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.ClusterSettings.Tls;
import java.io.IOException;
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
        generate("authority", "CN=authority of " + folder.getFileName(), "-ext", "bc:c");
        write("authority.pem", "CERTIFICATE", keys().getCertificate("authority").getEncoded());
    }

    /** A key and its certificate, for a node of that name. */
    Tls issue(String name) throws Exception {
        generate(name, "CN=vigil", "-signer", "authority");
        write(name + ".pem", "CERTIFICATE", keys().getCertificate(name).getEncoded());
        write(
                name + ".key",
                "PRIVATE KEY",
                keys().getKey(name, PASSWORD.toCharArray()).getEncoded());
        return new Tls(
                folder.resolve(name + ".pem"),
                folder.resolve(name + ".key"),
                folder.resolve("authority.pem"),
                Duration.ofMinutes(5));
    }

    private KeyStore keys() throws Exception {
        return KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
    }

    private void write(String file, String kind, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    private void generate(String name, String subject, String... more) throws Exception {
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
                subject));
        arguments.addAll(List.of(more));
        run(arguments);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void run(List<String> arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
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
        } catch (IOException e) {
            return e.toString();
        }
    }
}
