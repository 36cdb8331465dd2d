package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.slot.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sources: send what they have, again and again under the same identities, until it is acknowledged. */
final class Upstream {
    private static final int RESEND_MILLIS = 120;
    private static final List<String> LETTERS = List.of(
            "", "", "", "", "F", "F", "V", "V", "D", "B", "R", "T", "E", "U", "P", "G", "H", "f", "f", "r", "t", "k",
            "n", "C", "C", "L", "CL", "S", "S", "S", "X", "g", "SF", "Cf", "CGf", "Ff", "HC", "Sf");

    private final World world;
    private final Chance chance;
    private final List<Sent> ledger = new ArrayList<>();

    /** One event of the ledger. */
    static final class Sent {
        final Event event;
        final int partition;
        boolean acknowledged;
        int acceptances;
        long lastSent = Long.MIN_VALUE;

        Sent(Event event, int partition) {
            this.event = event;
            this.partition = partition;
        }
    }

    Upstream(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    List<Sent> ledger() {
        return ledger;
    }

    boolean isDone() {
        return ledger.stream().allMatch(sent -> sent.acknowledged);
    }

    void start() {
        for (int i = 0; i < world.plan.events(); ) {
            int group = Math.min(chance.between(1, 12), world.plan.events() - i);
            var events = new ArrayList<Event>();
            for (int j = 0; j < group; j++) {
                events.add(event(i + j));
            }
            i += group;
            world.after(chance.below(world.plan.durationMillis()), () -> first(events));
        }
        world.after(RESEND_MILLIS, this::again);
    }

    private void first(List<Event> events) {
        var fresh = events.stream()
                .map(event -> new Sent(event, Placement.slotOf(Placement.partitionKey(event), world.plan.slots())))
                .toList();
        ledger.addAll(fresh);
        send(fresh);
    }

    private void again() {
        var late = new ArrayList<Sent>();
        for (var sent : ledger) {
            boolean unanswered = !sent.acknowledged && world.now - sent.lastSent >= RESEND_MILLIS;
            if (unanswered || (world.faulty && chance.perMille(30))) {
                late.add(sent);
            }
        }
        send(late);
        world.after(chance.between(RESEND_MILLIS / 2, RESEND_MILLIS), this::again);
    }

    private void send(List<Sent> events) {
        Map<Integer, List<Sent>> byPartition = new LinkedHashMap<>();
        for (var sent : events) {
            sent.lastSent = world.now;
            byPartition.computeIfAbsent(sent.partition, _ -> new ArrayList<>()).add(sent);
        }
        byPartition.forEach((partition, some) -> {
            for (int from = 0; from < some.size(); ) {
                int to = Math.min(some.size(), from + chance.between(1, 10));
                var block = List.copyOf(some.subList(from, to));
                world.send(partition, slot -> slot.publish(block(block), step -> answer(block, step)));
                from = to;
            }
        });
    }

    private static EventBlock block(List<Sent> events) {
        var writer = new EventBlockWriter(64);
        events.forEach(sent -> writer.add(sent.event, false));
        var bytes = writer.take().toBytes();
        return EventBlock.checked(bytes, 0, bytes.length, events.size());
    }

    private void answer(List<Sent> block, Step.Answer answer) {
        assertThat(answer.accepted() + answer.duplicates().length).isEqualTo(block.size());
        var accepted = new ArrayList<>(block);
        for (int i = answer.duplicates().length - 1; i >= 0; i--) {
            accepted.remove(answer.duplicates()[i]);
        }
        accepted.forEach(sent -> sent.acceptances++);
        world.toSource(() -> block.forEach(sent -> sent.acknowledged = true));
    }

    private Event event(int i) {
        var letters = chance.oneOf(LETTERS);
        boolean elsewhere = chance.perMille(250);
        var builder = Event.of(
                        "source/" + chance.below(2), "e" + i, elsewhere ? "p.x" : chance.perMille(500) ? "a.x" : "a.y")
                .subject("k" + chance.below(7))
                .extension("device", "d" + chance.below(6))
                .data(letters);
        if (i % 3 == 0) {
            builder.trace(new TraceContext("00-%032x-%016x-01".formatted(i + 1, i + 1), "n=" + i));
        }
        return elsewhere
                ? builder.extension("partitionkey", "pk" + chance.below(9)).build()
                : builder.build();
    }
}
