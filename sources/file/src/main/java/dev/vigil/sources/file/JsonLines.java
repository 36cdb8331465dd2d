package dev.vigil.sources.file;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Each line is JSON, and the data of an event, byte for byte. */
record JsonLines(EventMapping mapping) implements Format {
    @Override
    public Framing framing() {
        return new Framing.Newlines();
    }

    @Override
    public Reading reading(Optional<Line> header) {
        return (origin, line) -> {
            check(line);
            return mapping.event(origin, line, "application/json", line.content());
        };
    }

    /** A parser of JSON would also take other encodings, which the bus would then pass on. */
    private static void check(Line line) {
        var _ = Utf8.text(line);
        try {
            var _ = DataFormat.json().read(ByteBuffer.wrap(line.content()), Object.class);
        } catch (DataException e) {
            if (!isNull(line)) {
                throw new Refusal(Refusal.Reason.MALFORMED, String.valueOf(e.getMessage()));
            }
        }
    }

    /** The one value that does not read as an object. */
    private static boolean isNull(Line line) {
        return Utf8.text(line).strip().equals("null");
    }
}
