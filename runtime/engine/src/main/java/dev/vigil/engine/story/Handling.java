package dev.vigil.engine.story;

import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.Instance;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Publication;
import dev.vigil.engine.slot.SlotRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says about the handling of one event by one instance.
 *
 * @param record its sequence number
 * @param atMillis when it was made
 * @param change what became of the instance in this record, by this event or by others of the same key
 * @param instance as it is after the record, where it changed
 * @param letter the dead letter that the event became
 * @param firings what was decided
 * @param publications what was published
 */
public record Handling(
        long record,
        long atMillis,
        Change change,
        Optional<Instance> instance,
        Optional<DeadLetter> letter,
        List<PendingFiring> firings,
        List<Publication> publications) {
    /** What may become of an instance. */
    public enum Change {
        /** It stays as it was. */
        NONE,
        /** Its state or its timers are others. */
        CHANGED,
        /** It is gone. */
        FORGOTTEN
    }

    /** What that record says about it. */
    public static Handling of(SlotRecord record, Subject subject) {
        var changes = record.changes().getOrDefault(subject.sensor(), Map.of());
        var instance = Optional.ofNullable(changes.get(subject.key()));
        var kind = changes.containsKey(subject.key()) ? Change.FORGOTTEN : Change.NONE;
        var letter = record.deadLetters().stream()
                .filter(one -> one.sensor() == subject.sensor()
                        && one.firing().isEmpty()
                        && one.origin().equals(subject.origin()))
                .findFirst();
        var decided = new HashMap<String, PendingFiring>();
        record.decided().stream()
                .filter(one -> one.sensor() == subject.sensor() && one.key().equals(subject.key()))
                .forEach(one -> decided.put(one.id(), one));
        var published = new HashMap<String, Publication>();
        record.publications().forEach(one -> published.put(one.cause(), one));
        var firings = new ArrayList<PendingFiring>();
        var publications = new ArrayList<Publication>();
        collect(subject, decided, published, firings, publications);
        return new Handling(
                record.sequence(),
                record.atMillis(),
                instance.isPresent() ? Change.CHANGED : kind,
                instance,
                letter,
                firings,
                publications);
    }

    /** Whether nothing is seen of it in the record. */
    public boolean isEmpty() {
        return change == Change.NONE && letter.isEmpty() && firings.isEmpty() && publications.isEmpty();
    }

    /** Each action of a handler is numbered, so that the first number that names none is the end. */
    private static void collect(
            Subject subject,
            Map<String, PendingFiring> decided,
            Map<String, Publication> published,
            List<PendingFiring> firings,
            List<Publication> publications) {
        boolean isAction = !decided.isEmpty() || !published.isEmpty();
        for (int ordinal = 0; isAction; ordinal++) {
            var firing = decided.get(id(subject, Origin.Use.FIRING, ordinal));
            var publication = published.get(id(subject, Origin.Use.PUBLICATION, ordinal));
            isAction = firing != null || publication != null;
            if (firing != null) {
                firings.add(firing);
            }
            if (publication != null) {
                publications.add(publication);
            }
        }
    }

    private static String id(Subject subject, Origin.Use use, int ordinal) {
        return subject.origin().id(use, subject.name(), subject.key(), ordinal);
    }
}
