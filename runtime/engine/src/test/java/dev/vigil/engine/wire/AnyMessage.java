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
import dev.vigil.engine.slot.SensorPlace;
import dev.vigil.engine.slot.Step;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.pekko.actor.typed.ActorRef;

/** Messages of every kind with any content. */
final class AnyMessage {
    static final Arbitrary<String> TEXT = Arbitraries.strings()
            .ofMaxLength(12)
            .filter(text -> text.codePoints().allMatch(AnyMessage::isCharacter));
    static final Arbitrary<Integer> SLOT = Arbitraries.integers().between(0, 1_000);
    static final Arbitrary<Long> PLACE = Arbitraries.longs();
    private static final Arbitrary<Instant> TIME = Arbitraries.longs().map(Instant::ofEpochMilli);
    private static final Arbitrary<byte[]> BYTES =
            Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    private static final Arbitrary<EventBlock> BLOCK = events(false);

    private final WireSystem system;

    AnyMessage(WireSystem system) {
        this.system = system;
    }

    /** By class; what is missing here fails the test that asks for it. */
    Map<Class<?>, Arbitrary<? extends WireMessage>> byKind() {
        return Map.ofEntries(
                Map.entry(
                        SlotRequest.Publish.class,
                        Combinators.combine(
                                        PLACE, Arbitraries.of(true, false), BLOCK, this.<SlotRequest.PublishReply>ref())
                                .as(SlotRequest.Publish::new)),
                Map.entry(
                        SlotRequest.Published.class,
                        Combinators.combine(SLOT, PLACE, duplicates()).as(SlotRequest.Published::new)),
                Map.entry(
                        SlotRequest.NotPublished.class,
                        Combinators.combine(SLOT, PLACE, Arbitraries.of(true, false), TEXT)
                                .as(SlotRequest.NotPublished::new)),
                Map.entry(SlotRequest.Deliver.class, delivered().map(SlotRequest.Deliver::new)),
                Map.entry(
                        SlotRequest.DeliveryReply.class,
                        Combinators.combine(TEXT, SLOT, PLACE, PLACE).as(SlotRequest.DeliveryReply::new)),
                Map.entry(
                        SlotRequest.DeliverPublications.class,
                        publications().map(SlotRequest.DeliverPublications::new)),
                Map.entry(
                        SlotRequest.PublicationsReply.class,
                        Combinators.combine(SLOT, PLACE).as(SlotRequest.PublicationsReply::new)),
                Map.entry(
                        SlotRequest.GetInstance.class,
                        Combinators.combine(TEXT, TEXT, this.<SlotRequest.InstanceReply>ref())
                                .as(SlotRequest.GetInstance::new)),
                Map.entry(SlotRequest.Instance.class, view().optional().map(SlotRequest.Instance::new)),
                Map.entry(
                        SlotRequest.InstanceTooLarge.class,
                        Combinators.combine(PLACE, PLACE).as(SlotRequest.InstanceTooLarge::new)),
                Map.entry(
                        SlotRequest.GetKeys.class,
                        Combinators.combine(TEXT, TEXT, SLOT, this.<SlotRequest.Keys>ref())
                                .as(SlotRequest.GetKeys::new)),
                Map.entry(
                        SlotRequest.Keys.class,
                        Combinators.combine(SLOT, TEXT.list().ofMaxSize(5), Arbitraries.of(true, false))
                                .as(SlotRequest.Keys::new)),
                Map.entry(
                        SlotRequest.GetDeadLetters.class,
                        Combinators.combine(filter(), TEXT, SLOT, this.<SlotRequest.DeadLetters>ref())
                                .as(SlotRequest.GetDeadLetters::new)),
                Map.entry(
                        SlotRequest.DeadLetters.class,
                        Combinators.combine(SLOT, letter().list().ofMaxSize(4), Arbitraries.of(true, false))
                                .as(SlotRequest.DeadLetters::new)),
                Map.entry(
                        SlotRequest.GetDeadLetter.class,
                        Combinators.combine(TEXT, Arbitraries.of(true, false), this.<SlotRequest.FoundDeadLetter>ref())
                                .as(SlotRequest.GetDeadLetter::new)),
                Map.entry(
                        SlotRequest.FoundDeadLetter.class,
                        Combinators.combine(letter(), SLOT, PLACE, TEXT, BYTES.optional(), BYTES.optional(), PLACE)
                                .as(SlotRequest.DeadLetterContent::new)
                                .optional()
                                .map(SlotRequest.FoundDeadLetter::new)),
                Map.entry(
                        SlotRequest.Rule.class,
                        Combinators.combine(ruling().list().ofMaxSize(4), this.<SlotRequest.Ruled>ref())
                                .as(SlotRequest.Rule::new)),
                Map.entry(
                        SlotRequest.Ruled.class,
                        Combinators.combine(
                                        SLOT,
                                        Combinators.combine(TEXT, Arbitraries.of(Step.Result.class), TEXT)
                                                .as(Step.Ruled::new)
                                                .list()
                                                .ofMaxSize(4))
                                .as(SlotRequest.Ruled::new)),
                Map.entry(
                        SlotRequest.GetPlace.class,
                        Combinators.combine(TEXT, SLOT, PLACE, this.<SlotRequest.Place>ref())
                                .as(SlotRequest.GetPlace::new)),
                Map.entry(
                        SlotRequest.Place.class,
                        Combinators.combine(
                                        Combinators.combine(SLOT, PLACE, PLACE, PLACE, Arbitraries.of(true, false))
                                                .as(SensorPlace::new)
                                                .optional(),
                                        PLACE,
                                        PLACE,
                                        PLACE,
                                        PLACE)
                                .as(SlotRequest.Place::new)),
                Map.entry(
                        SlotRequest.GetFates.class,
                        Combinators.combine(TEXT.list().ofMaxSize(4), this.<SlotRequest.Fates>ref())
                                .as(SlotRequest.GetFates::new)),
                Map.entry(
                        SlotRequest.Fates.class,
                        Combinators.combine(PLACE, fate().list().ofMaxSize(4)).as(SlotRequest.Fates::new)),
                Map.entry(
                        SlotRequest.GetRanks.class,
                        Combinators.combine(PLACE.array(long[].class).ofMaxSize(6), this.<SlotRequest.Ranks>ref())
                                .as(SlotRequest.GetRanks::new)),
                Map.entry(
                        SlotRequest.Ranks.class,
                        Combinators.combine(SLOT, PLACE.array(long[].class).ofMaxSize(3), PLACE, PLACE)
                                .as(SlotRequest.Ranks::new)),
                Map.entry(
                        SlotRequest.GetReplay.class,
                        Combinators.combine(TEXT, this.<SlotRequest.Replay>ref())
                                .as(SlotRequest.GetReplay::new)),
                Map.entry(
                        SlotRequest.Replay.class,
                        Combinators.combine(
                                        SLOT,
                                        Arbitraries.of(true, false),
                                        AnyReplay.place().optional(),
                                        PLACE,
                                        PLACE,
                                        PLACE)
                                .as(SlotRequest.Replay::new)),
                Map.entry(
                        SlotRequest.GetSummary.class,
                        this.<SlotRequest.Summary>ref().map(SlotRequest.GetSummary::new)),
                Map.entry(
                        SlotRequest.Summary.class,
                        Combinators.combine(
                                        SLOT,
                                        PLACE,
                                        count().list().ofMaxSize(4),
                                        count().list().ofMaxSize(4))
                                .as(SlotRequest.Summary::new)),
                Map.entry(
                        SlotRequest.GetLogPlace.class,
                        Combinators.combine(PLACE, this.<SlotRequest.LogPlace>ref())
                                .as(SlotRequest.GetLogPlace::new)),
                Map.entry(
                        SlotRequest.LogPlace.class,
                        Combinators.combine(PLACE, PLACE, PLACE, PLACE, PLACE).as(SlotRequest.LogPlace::new)),
                Map.entry(
                        SlotRequest.GetCondition.class,
                        this.<SlotRequest.Condition>ref().map(SlotRequest.GetCondition::new)),
                Map.entry(
                        SlotRequest.Condition.class,
                        Combinators.combine(
                                        SLOT,
                                        TEXT,
                                        Arbitraries.of(true, false),
                                        TEXT,
                                        count().list().ofMaxSize(4),
                                        Combinators.combine(PLACE, PLACE, PLACE, PLACE, PLACE)
                                                .as(LogExtent::new)
                                                .optional())
                                .as(SlotRequest.Condition::new)),
                Map.entry(
                        SlotRequest.Probe.class,
                        Combinators.combine(PLACE, this.<SlotRequest.Probed>ref())
                                .as(SlotRequest.Probe::new)),
                Map.entry(
                        SlotRequest.Probed.class,
                        Combinators.combine(SLOT, PLACE, Arbitraries.of(true, false), TEXT)
                                .as(SlotRequest.Probed::new)),
                Map.entry(SlotRequest.Wake.class, Arbitraries.just(new SlotRequest.Wake())),
                Map.entry(SlotRequest.Stop.class, Arbitraries.just(new SlotRequest.Stop())),
                Map.entry(SourceRequest.Wake.class, Arbitraries.just(new SourceRequest.Wake())),
                Map.entry(
                        SourceRequest.GetCondition.class,
                        this.<SourceRequest.Condition>ref().map(SourceRequest.GetCondition::new)),
                Map.entry(
                        SourceRequest.Condition.class,
                        Combinators.combine(TEXT, TEXT, Arbitraries.of(true, false), TEXT, PLACE)
                                .as(SourceRequest.Condition::new)));
    }

    /** The records below a sealed interface. */
    static List<Class<?>> kinds(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses())
                        .flatMap(permitted -> kinds(permitted).stream())
                        .toList()
                : List.of(sealed);
    }

    private static boolean isCharacter(int codePoint) {
        return Character.getType(codePoint) != Character.SURROGATE;
    }

    private <T> Arbitrary<ActorRef<T>> ref() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8),
                        Arbitraries.integers().greaterOrEqual(1))
                .as((name, uid) -> system.ref(name + "#" + uid));
    }

    private static Arbitrary<EventBlock> events(boolean chained) {
        var event = Combinators.combine(
                        TEXT,
                        TEXT,
                        TEXT,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40))
                .as((source, id, subject, data) -> Event.of(source + "s", id + "i", "t")
                        .subject(subject + "k")
                        .data(ByteBuffer.wrap(data))
                        .build());
        return event.list().ofMaxSize(5).map(events -> {
            var writer = new EventBlockWriter(16);
            events.forEach(one -> writer.add(one, chained));
            return writer.take();
        });
    }

    private static Arbitrary<int[]> duplicates() {
        return Arbitraries.integers()
                .greaterOrEqual(0)
                .set()
                .ofMaxSize(6)
                .map(places ->
                        places.stream().sorted().mapToInt(Integer::intValue).toArray());
    }

    private static Arbitrary<Inputs.Delivered> delivered() {
        return BLOCK.flatMap(block -> Combinators.combine(
                        TEXT,
                        SLOT,
                        PLACE,
                        PLACE,
                        PLACE.array(long[].class).ofSize(block.count()),
                        PLACE,
                        Combinators.combine(PLACE, PLACE).as(Inputs.ReplayMark::new))
                .as((sensor, from, after, upTo, offsets, at, mark) ->
                        new Inputs.Delivered(sensor, from, after, upTo, block, offsets, at, mark)));
    }

    private static Arbitrary<Inputs.PublicationBatch> publications() {
        return Combinators.combine(SLOT, PLACE, events(true)).as((from, after, block) -> {
            var events = new ArrayList<byte[]>();
            block.forEach(event -> events.add(event.toBytes()));
            return new Inputs.PublicationBatch(from, after, events);
        });
    }

    private static Arbitrary<DeadLetterFilter> filter() {
        return Combinators.combine(TEXT.optional(), TEXT.optional(), TEXT.optional(), TIME.optional(), TIME.optional())
                .as(DeadLetterFilter::new);
    }

    private static Arbitrary<DeadLetterSummary> letter() {
        var names = Combinators.combine(TEXT, TEXT, TEXT.optional(), TEXT, TEXT);
        return Combinators.combine(
                        Combinators.combine(SLOT, TEXT).as(DeadLetterId::new),
                        names.as((sensor, key, trigger, reason, cause) -> new DeadLetterSummary(
                                new DeadLetterId(0, ""), sensor, key, trigger, reason, cause, 0, 0, Instant.EPOCH, 0)),
                        SLOT,
                        SLOT,
                        TIME,
                        PLACE)
                .as((id, named, attempts, redrives, at, bytes) -> new DeadLetterSummary(
                        id,
                        named.sensor(),
                        named.key(),
                        named.trigger(),
                        named.reason(),
                        named.cause(),
                        attempts,
                        redrives,
                        at,
                        bytes));
    }

    private static Arbitrary<SlotRequest.Fate> fate() {
        return Combinators.combine(TEXT, Arbitraries.of(true, false), SLOT, SLOT, TEXT, TEXT, PLACE)
                .as(SlotRequest.Fate::new);
    }

    private static Arbitrary<Inputs.Ruling> ruling() {
        return Arbitraries.oneOf(
                TEXT.map(Inputs.Discard::new),
                TEXT.map(Inputs.DropSensor::new),
                AnyReplay.begin(),
                Combinators.combine(TEXT, PLACE).as(Inputs.GiveUpReplay::new),
                Combinators.combine(TEXT, SLOT).as(Inputs.Redrive::new));
    }

    private static Arbitrary<InstanceView> view() {
        return Combinators.combine(
                        TEXT, TEXT, TEXT, Arbitraries.maps(TEXT, TIME).ofMaxSize(3), TIME)
                .as(InstanceView::new);
    }

    private static Arbitrary<SlotRequest.SensorCount> count() {
        return Combinators.combine(TEXT, PLACE, PLACE).as(SlotRequest.SensorCount::new);
    }
}
