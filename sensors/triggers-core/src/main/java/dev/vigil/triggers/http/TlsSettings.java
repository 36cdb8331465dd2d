package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Reads {@code tls}, and the files it names once, so that wrong ones end the start. */
final class TlsSettings {
    private static final String CERTIFICATE = "certificate";
    private static final String PRIVATE_KEY = "private-key";
    private static final String AUTHORITY = "authority";

    private TlsSettings() {}

    static Optional<TlsFiles> from(Settings settings) {
        var section = settings.section("tls");
        var certificate = file(section, CERTIFICATE);
        var key = file(section, PRIVATE_KEY);
        var authority = file(section, AUTHORITY);
        if (section.has(CERTIFICATE) != section.has(PRIVATE_KEY)) {
            section.problem(
                    section.has(CERTIFICATE) ? PRIVATE_KEY : CERTIFICATE, "a file, since the other one is there");
            return Optional.empty();
        }
        var files = new TlsFiles(certificate.flatMap(c -> key.map(k -> new TlsFiles.Identity(c, k))), authority);
        boolean isEmpty = files.identity().isEmpty() && files.authority().isEmpty();
        return isEmpty || !isUsable(settings, files) ? Optional.empty() : Optional.of(files);
    }

    private static Optional<Path> file(Settings section, String key) {
        var text = section.text(key, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            section.problem(key, "a file");
            return Optional.empty();
        }
    }

    private static boolean isUsable(Settings settings, TlsFiles files) {
        try {
            files.read();
            return true;
        } catch (IOException | GeneralSecurityException e) {
            settings.problem("tls", "certificates and a key in PEM that belong together (" + e + ")");
            return false;
        }
    }
}
