package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a secret that is given in one of three ways: {@code NAME-file}, {@code NAME-files} (the new one and the old one, while they are
 * replaced), or {@code NAME} itself, for trying things out.
 */
final class Secrets {
    private static final int LONGEST = 4096;
    private static final int MOST_FILES = 2;

    private final Settings settings;
    private final String name;

    private Secrets(Settings settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    /** At least one, none of them empty; one harmless byte where none can be had. */
    static List<byte[]> from(Settings settings, String name) {
        var found = new Secrets(settings, name).read();
        return found.isEmpty() ? List.of(new byte[1]) : found;
    }

    private List<byte[]> read() {
        var file = name + "-file";
        var files = name + "-files";
        var given = List.of(name, file, files).stream().filter(settings::has).toList();
        if (given.size() != 1) {
            given.forEach(key -> settings.texts(key, List.of()));
            settings.problem(file, "either " + file + ", " + files + " or " + name);
            return List.of();
        }
        if (settings.has(name)) {
            var text = settings.text(name, "");
            if (text.isEmpty()) {
                settings.problem(name, "a text that is not empty");
            }
            return text.isEmpty() ? List.of() : List.of(text.getBytes(StandardCharsets.UTF_8));
        }
        return contents(given.getFirst(), settings.texts(given.getFirst(), List.of()));
    }

    private List<byte[]> contents(String key, List<String> files) {
        var found = new ArrayList<byte[]>();
        files.forEach(file -> contents(file).filter(bytes -> bytes.length > 0).ifPresent(found::add));
        int most = key.endsWith("-files") ? MOST_FILES : 1;
        if (found.isEmpty() || found.size() < files.size() || files.size() > most) {
            var expected = "a readable file of 1 to " + LONGEST + " bytes";
            settings.problem(key, most == 1 ? expected : "a list of one or two, each " + expected);
        }
        return found;
    }

    /** What the file holds, without the line end that editors put there. */
    private static Optional<byte[]> contents(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            var bytes = in.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST ? Optional.empty() : Optional.of(withoutLineEnd(bytes));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static byte[] withoutLineEnd(byte[] bytes) {
        var end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
            if (end > 0 && bytes[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(bytes, end);
    }
}
