package dev.vigil.engine.wire;

import dev.vigil.api.Event;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.cluster.SourceRequest;
import dev.vigil.engine.cluster.WireMessage;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.LogExtent;
import dev.vigil.engine.slot.ReplayPlace;
import dev.vigil.engine.slot.ReplayTally;
import dev.vigil.engine.slot.SensorPlace;
import dev.vigil.engine.slot.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Writes the messages that every later build must be able to read. Run once for a release that changed what is on the wire,
 * with the folder to write to; what it wrote is never written again.
 */
public final class GoldenMessages {
    private GoldenMessages() {}

    /** Begins anew: fails where there is something. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        if (Files.exists(folder)) {
            throw new IllegalStateException(folder + " is there already, and golden");
        }
        Files.createDirectories(folder);
        try (var system = WireSystem.start()) {
            int number = 0;
            for (var message : messages(system)) {
                var manifest = system.serializer().manifest(message);
                var name = "%02d-%s".formatted(++number, manifest.replace(':', '-'));
                Files.write(folder.resolve(name + ".bin"), system.serializer().toBinary(message));
                Files.write(folder.resolve(name + ".txt"), List.of(manifest, Described.of(message)));
            }
        }
        Files.write(folder.resolve("fields.txt"), GoldenMessagesTest.fields());
    }

    private static List<WireMessage> messages(WireSystem system) {
        return List.of(
                new SlotRequest.Publish(41, true, events(false), system.ref("publisher#17")),
                new SlotRequest.Published(3, 41, new int[] {0, 2, 900}),
                new SlotRequest.NotPublished(3, 42, true, "slot 3 is waiting for its journal: Größe 😀"),
                new SlotRequest.Deliver(
                        new Inputs.Delivered("by-room", 5, -1, 1_000_000, events(false), new long[] {0, 7, 999_999})),
                new SlotRequest.DeliveryReply("by-room", 6, -1, 1_000_000),
                new SlotRequest.DeliverPublications(new Inputs.PublicationBatch(
                        5,
                        12,
                        events(true).events().stream().map(e -> e.toBytes()).toList())),
                new SlotRequest.PublicationsReply(6, 15),
                new SlotRequest.GetInstance("readings", "device 1", system.ref("asker#1")),
                new SlotRequest.Instance(Optional.of(new InstanceView(
                        "readings",
                        "device 1",
                        "{\"count\":1}",
                        new TreeMap<>(Map.of(
                                "soon", Instant.ofEpochMilli(1_700_000_030_000L), "never", Instant.ofEpochMilli(-1))),
                        Instant.ofEpochMilli(1_700_000_000_000L)))),
                new SlotRequest.Instance(Optional.empty()),
                new SlotRequest.GetKeys("readings", "device 1", 100, system.ref("asker#2")),
                new SlotRequest.Keys(3, List.of("device 1", "device 2", ""), false),
                new SlotRequest.GetSummary(system.ref("asker#3")),
                new SlotRequest.Summary(
                        3, 1L << 40, List.of(new SlotRequest.SensorCount("readings", 1_000_000, 5)), List.of()),
                new SlotRequest.GetLogPlace(123_456_789_012L, system.ref("asker#4")),
                new SlotRequest.LogPlace(7, 9, 123_456_789_013L, 1, 0),
                new SlotRequest.Wake(),
                new SlotRequest.Stop(),
                new SlotRequest.GetCondition(system.ref("asker#5")),
                new SlotRequest.Condition(
                        3,
                        "10.0.0.1:7625",
                        true,
                        "writing",
                        List.of(new SlotRequest.SensorCount("readings", 1_000_000, 5)),
                        Optional.empty()),
                new SlotRequest.Probe(77, system.ref("canary#6")),
                new SlotRequest.Probed(3, 77, true, "slot 3 on 10.0.0.1:7625: recovering"),
                new SourceRequest.Wake(),
                new SourceRequest.GetCondition(system.ref("asker#6")),
                new SourceRequest.Condition("clock", "10.0.0.1:7625", true, "running", 1L << 33),
                new SlotRequest.InstanceTooLarge(1L << 33, 31 << 20),
                new SlotRequest.Keys(3, List.of("a long key"), true),
                new SlotRequest.GetDeadLetters(
                        new DeadLetterFilter(
                                Optional.of("readings"),
                                Optional.of("alarm"),
                                Optional.of("NOT_DELIVERED"),
                                Optional.of(Instant.ofEpochMilli(-1)),
                                Optional.of(Instant.ofEpochMilli(1_700_000_000_000L))),
                        "0f",
                        100,
                        system.ref("asker#7")),
                new SlotRequest.DeadLetters(3, List.of(letter()), true),
                new SlotRequest.GetDeadLetter("0f", true, system.ref("asker#8")),
                new SlotRequest.FoundDeadLetter(Optional.of(new SlotRequest.DeadLetterContent(
                        letter(),
                        3,
                        1L << 40,
                        "soon",
                        Optional.of(events(false).events().getFirst().toBytes()),
                        Optional.of(new byte[] {'7'}),
                        1_700_000_000_000L))),
                new SlotRequest.FoundDeadLetter(Optional.empty()),
                new SlotRequest.Rule(
                        List.of(new Inputs.Redrive("0f", 0), new Inputs.Redrive("10", 2), new Inputs.Discard("11")),
                        system.ref("asker#9")),
                new SlotRequest.Ruled(
                        3,
                        List.of(
                                new Step.Ruled("0f", Step.Result.HANDLED, ""),
                                new Step.Ruled("10", Step.Result.REFUSED, "sensor 'a' is not configured"))),
                new SlotRequest.GetPlace("readings", 5, 1_700_000_000_000L, system.ref("asker#10")),
                new SlotRequest.Place(Optional.of(new SensorPlace(2, -1, 3, 1L << 40, true)), 12, 7, 1, 9),
                new SlotRequest.Place(Optional.empty(), 12, 7, 1, 9),
                new SlotRequest.GetFates(List.of("0f", "10"), system.ref("asker#11")),
                new SlotRequest.Fates(
                        9,
                        List.of(
                                new SlotRequest.Fate("0f", true, 5, 1, "", "", 1_700_000_000_000L),
                                new SlotRequest.Fate(
                                        "10", false, 5, 2, "NOT_DELIVERED", "Größe 😀", 1_700_000_000_000L))),
                new SlotRequest.GetRanks(new long[] {-1, 1L << 40}, system.ref("asker#12")),
                new SlotRequest.Ranks(3, new long[] {-1, 131_071}, 131_072, 1L << 40),
                new SlotRequest.Summary(
                        3,
                        7,
                        List.of(new SlotRequest.SensorCount("readings", 1, 0)),
                        List.of(new SlotRequest.SensorCount("old-readings", 2, 1L << 34))),
                new SlotRequest.Rule(List.of(new Inputs.DropSensor("old-readings")), system.ref("asker#10")),
                new SlotRequest.Ruled(3, List.of(new Step.Ruled("old-readings", Step.Result.DROPPED, ""))),
                new SlotRequest.Deliver(new Inputs.Delivered(
                        "by-room~1700000000000123",
                        5,
                        -1,
                        1_000_000,
                        events(false),
                        new long[] {0, 7, 999_999},
                        1_700_000_000_000L,
                        new Inputs.ReplayMark(-2, 1L << 40))),
                new SlotRequest.Rule(
                        List.of(
                                new Inputs.BeginReplay(
                                        "by-room",
                                        1_700_000_000_000_123L,
                                        41,
                                        OptionalLong.of(1_700_000_000_000L),
                                        true),
                                new Inputs.GiveUpReplay("by-room", 1_700_000_000_000_123L)),
                        system.ref("asker#13")),
                new SlotRequest.GetReplay("by-room", system.ref("asker#14")),
                new SlotRequest.Replay(3, true, Optional.of(replay()), 1L << 33, 12, 1L << 40),
                new SlotRequest.Replay(3, false, Optional.empty(), 0, 0, 0),
                new SlotRequest.LogPlace(7, 9, 123_456_789_013L, 6, 1L << 36),
                new SlotRequest.Place(Optional.empty(), 12, 7, 5, 9),
                new SlotRequest.Condition(
                        3,
                        "10.0.0.1:7625",
                        true,
                        "idle",
                        List.of(),
                        Optional.of(new LogExtent(1L << 36, 1L << 40, 12, 1L << 33, 1_700_000_000_000L))));
    }

    private static ReplayPlace replay() {
        return new ReplayPlace(
                1_700_000_000_000_123L,
                "RUNNING",
                OptionalLong.of(-1),
                true,
                1_700_000_000_000L,
                41,
                1L << 34,
                5,
                true,
                1_000_000,
                new ReplayTally(
                        1L << 35,
                        7,
                        1,
                        2,
                        3,
                        Map.of("alarm", 4L),
                        List.of(new ReplayTally.Sample("alarm", "room 1", 5, -1, 1_699_999_999_999L, "\"Größe 😀\""))));
    }

    private static DeadLetterSummary letter() {
        return new DeadLetterSummary(
                new DeadLetterId(3, "0f"),
                "readings",
                "device 1",
                Optional.of("alarm"),
                "NOT_DELIVERED",
                "connection refused: Größe 😀",
                5,
                2,
                Instant.ofEpochMilli(1_700_000_000_000L),
                31 << 20);
    }

    private static EventBlock events(boolean chained) {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("https://example.org/golden", "1", "bare").build(), chained);
        writer.add(
                Event.of("https://example.org/golden", "2", "full")
                        .subject("Grüße 😀")
                        .time(Instant.parse("2024-02-29T12:34:56.789012345Z"))
                        .dataContentType("text/plain")
                        .extension("partitionkey", "pk")
                        .extension("number", -5)
                        .data("plain")
                        .build(),
                chained);
        writer.add(Event.of("s", "3", "t").data("{\"n\": 7}").build(), chained);
        return writer.take();
    }
}
