package dev.vigil.sources.file;

import java.util.Optional;

/** Each file is one event, its content the data, byte for byte. */
record WholeFiles(EventMapping mapping, String contentType) implements Format {
    @Override
    public Framing framing() {
        return new Framing.Whole();
    }

    @Override
    public Reading reading(Optional<Line> header) {
        return (origin, line) -> mapping.event(origin, line, contentType, line.content());
    }
}
