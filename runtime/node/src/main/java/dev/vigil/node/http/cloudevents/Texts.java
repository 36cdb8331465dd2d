package dev.vigil.node.http.cloudevents;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What CloudEvents allows in texts, URIs and media types. */
final class Texts {
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+\\s*(;[\\x20-\\x7e\\t]*)?");
    private static final BitSet URI_CHARACTERS = new BitSet(128);

    static {
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%"
                .chars()
                .forEach(URI_CHARACTERS::set);
    }

    private Texts() {}

    /** What is wrong with a text: control characters, halves of a surrogate pair and noncharacters have no place in it. */
    static @Nullable String complaint(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
                return "must not contain the control character " + codePoint(c);
            }
            if (Character.isSurrogate(c)) {
                var whole = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(whole)) {
                    return "must not contain half of a surrogate pair, " + codePoint(c);
                }
                if ((whole & 0xFFFE) == 0xFFFE) {
                    return "must not contain the noncharacter " + codePoint(whole);
                }
                i++;
            } else if (c >= 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) {
                return "must not contain the noncharacter " + codePoint(c);
            }
        }
        return null;
    }

    /** Whether this is a URI reference as RFC 3986 has it. */
    static boolean isUriReference(String text) {
        var plain = true;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!URI_CHARACTERS.get(c)) {
                return false;
            }
            // A path alone, the usual case, needs no parser.
            plain &= c != ':' && c != '%' && c != '#' && c != '[' && c != ']' && c != '@';
        }
        return (plain && !text.startsWith("//")) || uri(text).isPresent();
    }

    /** Whether this is a URI with a scheme. */
    static boolean isAbsoluteUri(String text) {
        return isUriReference(text) && uri(text).filter(URI::isAbsolute).isPresent();
    }

    static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text).matches();
    }

    /** Whether data of that media type is JSON; data of none is. */
    static boolean isJson(@Nullable String mediaType) {
        if (mediaType == null) {
            return true;
        }
        var end = mediaType.indexOf(';');
        var bare = (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return bare.endsWith("/json") || bare.endsWith("+json");
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String codePoint(int value) {
        return "U+%04X".formatted(value);
    }
}
