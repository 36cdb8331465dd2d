package dev.vigil.sources.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads bytes as text, and changes nothing in silence. */
final class Utf8 {
    private Utf8() {}

    /** The text; empty if the bytes are not UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /**
     * The text of a line.
     *
     * @throws Refusal if it is not UTF-8
     */
    static String text(Line line) {
        return text(line.content()).orElseThrow(() -> new Refusal(Refusal.Reason.MALFORMED, "it is not UTF-8"));
    }
}
