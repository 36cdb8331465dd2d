package dev.vigil.node.config;

import dev.vigil.api.Settings;
import dev.vigil.engine.EngineSettings.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code vigil.journal}. */
final class JournalSection {
    private JournalSection() {}

    static Journal read(Settings settings, Path dataFolder) {
        var url = settings.text(
                "url", "jdbc:h2:file:" + dataFolder.toAbsolutePath().normalize().resolve("journal"));
        if (!url.startsWith("jdbc:h2:file:") && !url.startsWith("jdbc:postgresql:")) {
            settings.problem("url", "jdbc:h2:file:PATH or jdbc:postgresql://HOST/DATABASE");
        }
        return new Journal(url, settings.text("user", "vigil"), password(settings), (int)
                settings.number("connections", 4, 1, 200));
    }

    private static String password(Settings settings) {
        var password = settings.text("password", "");
        var file = settings.text("password-file", "");
        if (file.isEmpty()) {
            return password;
        }
        if (settings.has("password")) {
            settings.problem("password-file", "either password or password-file, not both");
        }
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | IllegalArgumentException e) {
            settings.problem("password-file", "a file in UTF-8 that can be read");
            return "";
        }
    }
}
