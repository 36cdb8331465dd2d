package dev.vigil.triggers.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The value of a header kept in a file of its own, such as a mounted secret. */
final class HeaderFile {
    private static final int LONGEST_BYTES = 8192;

    private HeaderFile() {}

    /** What the file holds, without the line end that editors put there; empty if that is no value of a header. */
    static Optional<String> read(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            var bytes = in.readNBytes(LONGEST_BYTES + 1);
            var text = new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\\r?\\n\\z", "");
            return bytes.length > LONGEST_BYTES || text.isEmpty() || !HeaderText.isValue(text)
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
