package dev.vigil.sources.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What bytes may be as text, and what text may stand in an attribute. */
final class Texts {
    private Texts() {}

    /** The bytes as UTF-8; empty if they are none. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a text as the value of an attribute. */
    static Optional<String> fault(String text) {
        if (text.isEmpty()) {
            return Optional.of("must not be empty");
        }
        return text.codePoints().anyMatch(Texts::isForbidden)
                ? Optional.of("contains a character that CloudEvents does not allow")
                : Optional.empty();
    }

    /** Control characters, halves of pairs, noncharacters. */
    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                || (codePoint & 0xFFFE) == 0xFFFE
                || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }
}
