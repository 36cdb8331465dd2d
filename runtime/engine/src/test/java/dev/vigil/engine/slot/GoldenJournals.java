package dev.vigil.engine.slot;

import dev.vigil.api.Event;
import dev.vigil.api.StartPosition;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.SensorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Writes the journals that every later build must be able to read. Run once for a version of what is on disk, with the
 * folder to write to; what it wrote is never written again.
 */
public final class GoldenJournals {
    static final SlotSettings SETTINGS = new SlotSettings(1, 3, 1_000, Duration.ofDays(36_500), 3, Integer.MAX_VALUE);

    private final Path folder;
    private Slot slot;
    private long now;
    private int records;

    private GoldenJournals(Path folder, List<SensorRunner<?>> sensors, long now) throws IOException {
        this.folder = folder;
        this.slot = new Slot(SETTINGS, sensors);
        this.now = now;
        Files.createDirectories(folder);
    }

    /** Begins anew: fails where there is something. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        if (Files.exists(folder)) {
            throw new IllegalStateException(folder + " is there already, and golden");
        }
        var everything = new GoldenJournals(
                folder.resolve("everything"),
                List.of(
                        new SensorRunner<>("worker", new GoldenWorker(), 2),
                        new SensorRunner<>("watcher", new GoldenWorker(), 2)),
                1_700_000_000_000L);
        everything.everything();
        var bare = new GoldenJournals(folder.resolve("bare"), List.of(), 1_700_000_000_000L);
        bare.write(bare.slot.open("a", bare.now));
        bare.step(published(attributes()), 5);
        bare.end();
        var worker = new GoldenWorker();
        var redriven = new GoldenJournals(
                folder.resolve("redriven"), List.of(new SensorRunner<>("worker", worker, 2)), 1_700_000_000_000L);
        redriven.redriven(worker);
        var traced = new GoldenJournals(
                folder.resolve("traced"),
                List.of(new SensorRunner<>("worker", new GoldenWorker(), 2, true)),
                1_700_000_000_000L);
        traced.traced();
        var published = new GoldenJournals(folder.resolve("published"), List.of(), 1_700_000_000_000L);
        published.published();
        var dropped = new GoldenJournals(
                folder.resolve("dropped"),
                List.of(
                        new SensorRunner<>("worker", new GoldenWorker(), 2),
                        new SensorRunner<>("watcher", new GoldenWorker(), 2)),
                1_700_000_000_000L);
        dropped.dropped();
        var again = new GoldenWorker();
        var owing = new GoldenJournals(
                folder.resolve("owing"),
                List.of(new SensorRunner<>("watcher", new GoldenWorker(), 2), new SensorRunner<>("worker", again, 2)),
                1_700_000_000_000L);
        owing.owing(again);
        Files.write(folder.resolve("fields.txt"), GoldenTest.fields());
    }

    private void everything() throws IOException {
        write(slot.open("first-node", now));
        step(published(events("fire", "1", "2"), events("timer", "3"), events("reject", "4")), 10);
        step(published(attributes()), 0);
        step(published(events("throw", "5"), events("key", "6"), events("publish", "7", "8"), events("state", "9")), 3);
        step(delivered(), 1);
        var firings = slot.firings();
        step(
                results(List.of(
                        new FiringResult.Delivered(firings.get(0).id(), 1),
                        new FiringResult.Exhausted(firings.get(1).id(), "connection refused", 5))),
                20);
        step(Inputs.NONE, 40_000);
        step(published(events("fire", "10", "11", "12", "13")), 1);
        step(published(events("fire", "14")), 1);
        snapshot();
        step(confirmed(), 1);
        step(
                results(slot.firings().stream()
                        .<FiringResult>map(firing -> new FiringResult.Delivered(firing.id(), 2))
                        .toList()),
                1);
        step(Inputs.NONE, 90_000_000);
        step(published(events("forget", "15")), 1);
        end();
    }

    /** Dead letters of events and firings, redriven in vain, redriven with success, and discarded. */
    private void redriven(GoldenWorker worker) throws IOException {
        write(slot.open("first-node", now));
        step(published(events("throw", "1", "2", "3"), events("fire", "4", "5")), 10);
        var events = slot.deadLetters();
        var firings = slot.firings();
        step(
                results(firings.stream()
                        .<FiringResult>map(firing -> new FiringResult.Exhausted(firing.id(), "connection refused", 5))
                        .toList()),
                20);
        step(
                rulings(
                        new Inputs.Redrive(events.get(0).id(), 0),
                        new Inputs.Discard(events.get(1).id()),
                        new Inputs.Redrive(firings.get(0).id(), 0)),
                5);
        snapshot();
        worker.repair(true);
        step(rulings(new Inputs.Redrive(events.get(0).id(), 1)), 5);
        step(results(List.of(new FiringResult.Exhausted(firings.get(0).id(), "refused again", 4))), 5);
        step(rulings(new Inputs.Redrive(firings.get(1).id(), 0)), 5);
        step(results(List.of(new FiringResult.Delivered(firings.get(1).id(), 1))), 5);
        end();
    }

    /** Firings that belong to a trace: under way in a snapshot, delivered, and kept as a dead letter. */
    private void traced() throws IOException {
        write(slot.open("first-node", now));
        step(published(tracedEvents()), 10);
        snapshot();
        var firings = slot.firings();
        step(
                results(List.of(
                        new FiringResult.Delivered(firings.get(0).id(), 1),
                        new FiringResult.Exhausted(firings.get(1).id(), "connection refused", 5))),
                20);
        end();
    }

    private static EventBlock tracedEvents() {
        var writer = new EventBlockWriter(64);
        for (var id : List.of("1", "2", "3")) {
            writer.add(
                    Event.of("https://example.org/golden", id, "fire")
                            .subject("k1")
                            .trace(new TraceContext(
                                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0" + (id.equals("3") ? 0 : 1),
                                    "vendor=" + id))
                            .build(),
                    false);
        }
        return writer.take();
    }

    /** A sensor that begins in mid-log, what it published, and a firing that became an event. */
    private void published() throws IOException {
        write(slot.open("first-node", now));
        step(published(events("fire", "1", "2")), 10);
        var late =
                new Slot(SETTINGS, List.of(new SensorRunner<>("worker", new GoldenWorker(StartPosition.latest()), 2)));
        late.restore(slot.snapshot());
        slot = late;
        write(slot.open("second-node", now));
        step(published(events("publish", "3"), events("fire", "4")), 10);
        var event = Event.of("golden", "relayed", "child").subject("c2").build();
        step(
                results(List.of(
                        new FiringResult.Published(slot.firings().getFirst().id(), event, 1))),
                20);
        snapshot();
        end();
    }

    /** A sensor that is taken out of the configuration, dropped, and comes back. */
    private void dropped() throws IOException {
        write(slot.open("first-node", now));
        step(published(events("fire", "1"), events("timer", "2"), events("reject", "3")), 10);
        restart("worker");
        step(published(events("none", "4")), 5);
        step(rulings(new Inputs.DropSensor("watcher")), 5);
        snapshot();
        step(published(events("none", "5")), 5);
        restart("watcher", "worker");
        step(published(events("fire", "6")), 5);
        end();
    }

    /** A sensor whose state is rebuilt twice, once to its end and once in vain, and a log that begins later than it did. */
    private void owing(GoldenWorker worker) throws IOException {
        write(slot.open("first-node", now));
        step(published(events("none", "1")), 10);
        step(published(events("timer", "2"), events("throw", "3"), events("fire", "4"), events("throw-all", "3b")), 10);
        step(published(events("publish", "5"), events("reject", "6")), 10);
        step(
                results(slot.firings().stream()
                        .<FiringResult>map(firing -> new FiringResult.Delivered(firing.id(), 1))
                        .toList()),
                10);
        step(Inputs.NONE, 40_000);
        worker.repair(true);
        step(rulings(new Inputs.BeginReplay("worker", 7, 0, OptionalLong.of(1_700_000_000_015L), true)), 10);
        step(replays(), 10);
        snapshot();
        step(nothingIn(7, 0, 2), 10);
        worker.repair(false);
        step(rulings(new Inputs.BeginReplay("worker", 8, -1, OptionalLong.empty(), false)), 10);
        step(replays(), 10);
        step(nothingIn(8, 0, 2), 10);
        step(rulings(new Inputs.BeginReplay("worker", 9, -1, OptionalLong.empty(), false)), 10);
        step(replays(), 10);
        step(rulings(new Inputs.GiveUpReplay("worker", 9)), 10);
        step(published(events("fire", "7")), 10);
        step(allConfirmed(), 60_000);
        var begin = slot.logCut(new Retention(30_000, Long.MAX_VALUE), slot.sequence() - 1, now)
                .orElseThrow();
        write(slot.cutLog(begin, ++now));
        snapshot();
        step(published(events("fire", "9")), 10);
        end();
    }

    /** The whole log, as it is read for what is behind. */
    private Inputs replays() throws IOException {
        var stretches = new ArrayList<Inputs.Replay>();
        for (int number = 1; number <= records; number++) {
            var record = RecordCodec.decode(Files.readAllBytes(folder.resolve(name(number))), "golden");
            if (!record.events().isEmpty()) {
                stretches.add(new Inputs.Replay(record.firstOffset(), record.events(), record.atMillis()));
            }
        }
        return new Inputs(List.of(), List.of(), List.of(), stretches, List.of(), List.of(), List.of(), List.of());
    }

    /** What other slots say of their partitions to a replay: they are empty. */
    private static Inputs nothingIn(long replay, int... slots) {
        var none = Arrays.stream(slots)
                .mapToObj(from -> new Inputs.Delivered(
                                new EditionName("worker", replay).text(), from, -1, -1, events("none"), new long[0])
                        .with(new Inputs.ReplayMark(-1, -1)))
                .toList();
        return new Inputs(List.of(), none, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Other slots have all of this one's events. */
    private Inputs allConfirmed() {
        long last = slot.nextOffset() - 1;
        return new Inputs(
                List.of(events("none", "8")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Stream.of("watcher", "worker")
                        .flatMap(name ->
                                Stream.of(new Inputs.Confirmed(name, 0, last), new Inputs.Confirmed(name, 2, last)))
                        .toList(),
                List.of(),
                List.of());
    }

    private static String name(int record) {
        return "record-%03d.bin".formatted(record);
    }

    private void restart(String... sensors) throws IOException {
        var next = new Slot(
                SETTINGS,
                Arrays.stream(sensors)
                        .map(name -> new SensorRunner<>(name, new GoldenWorker(), 2))
                        .toList());
        next.restore(slot.snapshot());
        slot = next;
        write(slot.open("second-node", ++now));
    }

    private void snapshot() throws IOException {
        var name = "snapshot-at-" + slot.sequence();
        Files.write(folder.resolve(name + ".bin"), slot.snapshot());
        Files.write(folder.resolve(name + ".txt"), SlotDescription.of(slot.snapshot(), SETTINGS));
    }

    private void end() throws IOException {
        Files.write(folder.resolve("expected.txt"), SlotDescription.of(slot.snapshot(), SETTINGS));
    }

    private void step(Inputs inputs, long later) throws IOException {
        now += later;
        write(slot.step(inputs, now));
    }

    private void write(Step step) throws IOException {
        if (step.isEmpty()) {
            throw new IllegalStateException("nothing to write after record " + records);
        }
        var bytes = RecordCodec.encode(step.record());
        Files.write(folder.resolve(name(++records)), bytes);
        slot.apply(bytes);
    }

    private static Inputs published(EventBlock... blocks) {
        return new Inputs(List.of(blocks), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Inputs results(List<FiringResult> results) {
        return new Inputs(List.of(), List.of(), List.of(), List.of(), results, List.of(), List.of(), List.of());
    }

    private static Inputs rulings(Inputs.Ruling... rulings) {
        return new Inputs(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(rulings));
    }

    private static Inputs delivered() {
        var writer = new EventBlockWriter(64);
        writer.add(
                Event.of("chain", "p", "published")
                        .subject("k1")
                        .data("\"chained\"")
                        .build(),
                true);
        return new Inputs(
                List.of(),
                List.of(new Inputs.Delivered("watcher", 2, -1, 41, events("fire", "d1"), new long[] {40})),
                List.of(new Inputs.PublicationBatch(0, 0, List.of(writer.take().toBytes()))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Inputs confirmed() {
        return new Inputs(
                List.of(events("none", "16")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Inputs.Confirmed("watcher", 2, 3)),
                List.of(new Inputs.PublicationsConfirmed(0, 1), new Inputs.PublicationsConfirmed(1, 1)),
                List.of());
    }

    private static EventBlock events(String type, String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(
                    Event.of("https://example.org/golden", id, type)
                            .subject("k1")
                            .data("{\"n\": 7}")
                            .build(),
                    false);
        }
        return writer.take();
    }

    private static EventBlock attributes() {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("s", "bare", "none").build(), false);
        writer.add(
                Event.of("s", "full", "none")
                        .subject("Grüße 😀")
                        .time(Instant.parse("2024-02-29T12:34:56.789012345Z"))
                        .dataContentType("text/plain")
                        .dataSchema("https://example.org/schema")
                        .extension("partitionkey", "pk")
                        .extension("number", -5)
                        .extension("flag", true)
                        .data("plain")
                        .build(),
                false);
        return writer.take();
    }
}
