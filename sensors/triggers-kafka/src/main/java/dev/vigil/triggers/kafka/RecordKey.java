package dev.vigil.triggers.kafka;

import dev.vigil.api.DataFormat;
import dev.vigil.api.Firing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the key of a record is, by which Kafka chooses its partition and keeps its order. */
sealed interface RecordKey {
    /** What may be configured. */
    String EXPECTED = "instance, none or a JSON pointer into the payload such as \"pointer:/device\"";

    /** The key of the instance that decided. */
    record Instance() implements RecordKey {
        @Override
        public Optional<byte[]> of(Firing firing) {
            return Optional.of(firing.key().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** No key: Kafka spreads the records. */
    record None() implements RecordKey {
        @Override
        public Optional<byte[]> of(Firing firing) {
            return Optional.empty();
        }
    }

    /** A scalar in the payload. */
    record Field(String pointer) implements RecordKey {
        @Override
        public Optional<byte[]> of(Firing firing) {
            var text = DataFormat.json()
                    .text(firing.payload(), pointer)
                    .orElseThrow(() -> new IllegalArgumentException("no text or number at " + pointer));
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The key of a firing's record; empty where it has none.
     *
     * @throws IllegalArgumentException if the payload has no such field
     */
    Optional<byte[]> of(Firing firing);

    /** What the text means; empty if nothing. */
    static Optional<RecordKey> parse(String text) {
        return switch (text) {
            case "instance" -> Optional.of(new Instance());
            case "none" -> Optional.of(new None());
            default ->
                text.startsWith("pointer:/")
                        ? Optional.of(new Field(text.substring("pointer:".length())))
                        : Optional.empty();
        };
    }
}
