package dev.vigil.triggers.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * A header whose value, or the secret in it, is kept in a file of its own. The file is read for every attempt, so that a
 * secret that is replaced needs no restart.
 *
 * @param name the header
 * @param key the whole key of the configuration that names the file
 * @param file where the secret is
 * @param form what is made of it
 * @param user who it belongs to, in {@link Form#BASIC}
 */
record SecretHeader(String name, String key, String file, Form form, String user) {
    /** What kind of file it is that can be used. */
    static final String EXPECTED = "a readable file with one line of printable ASCII";

    /** The header of passwords and tokens. */
    static final String AUTHORIZATION = "Authorization";

    private static final int LONGEST_BYTES = 8192;

    /** How the file's text becomes the header's value. */
    enum Form {
        /** It is the value. */
        WHOLE,
        /** It is a bearer token. */
        BEARER,
        /** It is a password. */
        BASIC
    }

    /** The header's value; empty if the file cannot be read or does not hold such a secret. */
    Optional<String> read() {
        return content().map(this::value).filter(HeaderText::isValue);
    }

    private String value(String text) {
        return switch (form) {
            case WHOLE -> text;
            case BEARER -> "Bearer " + text;
            case BASIC -> "Basic " + base64(user + ":" + text);
        };
    }

    /** What the file holds, without the line end that editors put there. */
    private Optional<String> content() {
        try (var in = Files.newInputStream(Path.of(file))) {
            var bytes = in.readNBytes(LONGEST_BYTES + 1);
            var text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
            return bytes.length > LONGEST_BYTES || !isOneLine(text) ? Optional.empty() : Optional.of(text);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Neither empty nor with control characters, nor anything but UTF-8 in the file. */
    private static boolean isOneLine(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\ufffd');
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
