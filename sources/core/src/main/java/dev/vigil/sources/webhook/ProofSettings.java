package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads {@code signature}: a section, or the word {@code none}. There is no default, because one that takes unsigned
 * events would open the bus to everybody who forgets a line.
 */
final class SignatureSettings {
    private static final int LONGEST_SECRET = 4096;

    private SignatureSettings() {}

    static Optional<HmacSignature> from(Settings settings) {
        if (settings.isSection("signature")) {
            return Optional.of(section(settings.section("signature")));
        }
        if (settings.has("signature")) {
            settings.oneOf("signature", "none", "none");
        } else {
            settings.problem("signature", "a section { secret-file = FILE }, or none to take unsigned requests");
        }
        return Optional.empty();
    }

    private static HmacSignature section(Settings section) {
        var header = section.text("header", "X-Hub-Signature-256");
        if (!Expression.HEADER_NAME.matcher(header).matches()) {
            section.problem("header", "the name of a header");
        }
        section.oneOf("algorithm", "hmac-sha256", "hmac-sha256");
        return new HmacSignature(
                header, section.text("prefix", "sha256="), new SecretKeySpec(secret(section), HmacSignature.ALGORITHM));
    }

    /** The secret; one harmless byte where none can be had, since a key must not be empty. */
    private static byte[] secret(Settings section) {
        var given = section.text("secret", "").getBytes(StandardCharsets.UTF_8);
        var file = section.text("secret-file", "");
        if (section.has("secret") == section.has("secret-file")) {
            section.problem("secret-file", "either secret-file or secret");
        } else if (section.has("secret-file")) {
            given = contents(file).orElse(new byte[0]);
            if (given.length == 0) {
                section.problem("secret-file", "a readable file of 1 to " + LONGEST_SECRET + " bytes");
            }
        } else if (given.length == 0) {
            section.problem("secret", "a text that is not empty");
        }
        return given.length == 0 ? new byte[1] : given;
    }

    /** What the file holds, without the line end that editors put there. */
    private static Optional<byte[]> contents(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            var bytes = in.readNBytes(LONGEST_SECRET + 1);
            return bytes.length > LONGEST_SECRET ? Optional.empty() : Optional.of(withoutLineEnd(bytes));
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
