package dev.vigil.engine.story;

import dev.vigil.engine.slot.SlotRecord;
import java.util.OptionalLong;

/** Something in a slot's journal that only grows from record to record, and of which not every record tells. */
@FunctionalInterface
public interface Position {
    /** How far it is after a record; empty where the record does not tell. */
    OptionalLong after(SlotRecord record);

    /** How far the log has come: the offset of its last event. */
    static Position log() {
        return record -> OptionalLong.of(record.lastOffset());
    }

    /**
     * Up to where a sensor of a slot has that slot's own log.
     *
     * @param sensor its id in that slot; only for records after the one that registers it
     * @param wanted how far is of interest: a sensor that was dropped begins anew where it is told, but never before where it
     *     had come to, so that its beginning tells only of what lies before
     */
    static Position ownLog(int sensor, int slot, long wanted) {
        var received = received(sensor, slot);
        return record -> {
            if (record.opened().isPresent()) {
                return begin(record, sensor).stream()
                        .filter(begin -> begin >= wanted)
                        .findFirst();
            }
            return record.events().isEmpty() || record.held().contains(sensor)
                    ? received.after(record)
                    : OptionalLong.of(record.lastOffset());
        };
    }

    /** The offset after which a sensor begins by a record; empty where the record does not register it. */
    static OptionalLong begin(SlotRecord record, int sensor) {
        return record.opened().stream()
                .flatMap(opened -> opened.registered().stream())
                .filter(registered -> registered.sensor() == sensor)
                .mapToLong(SlotRecord.Registered::startsAfter)
                .findFirst();
    }

    /** Up to where a sensor of a slot has the events that another partition sends it. */
    static Position received(int sensor, int from) {
        return record -> record.received().stream()
                .filter(p -> p.sensor() == sensor && p.slot() == from)
                .mapToLong(SlotRecord.Position::upTo)
                .findFirst();
    }

    /** Up to where a slot has the publications of another. */
    static Position publications(int from) {
        return record -> {
            var upTo = record.publicationsReceived().get(from);
            return upTo == null ? OptionalLong.empty() : OptionalLong.of(upTo);
        };
    }
}
