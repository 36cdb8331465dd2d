package dev.vigil.engine.wire;

import dev.vigil.engine.event.EventBlock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/** Everything that a message says, as text. */
final class Described {
    private Described() {}

    static String of(Object value) {
        return switch (value) {
            case Record record -> record(record);
            case EventBlock block -> block.count() + " events " + HexFormat.of().formatHex(block.toBytes());
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case int[] numbers -> Arrays.toString(numbers);
            case long[] numbers -> Arrays.toString(numbers);
            case ActorRef<?> ref -> ref.path().toSerializationFormat();
            case Optional<?> optional -> optional.map(Described::of).orElse("none");
            case List<?> list -> list.stream().map(Described::of).toList().toString();
            case Map<?, ?> map -> new TreeMap<>(map).toString();
            default -> value.toString();
        };
    }

    private static String record(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        return component.getName() + "="
                                + of(component.getAccessor().invoke(record));
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError("a record has its accessors", e);
                    }
                })
                .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
    }
}
