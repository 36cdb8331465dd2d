package dev.vigil.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Event;
import dev.vigil.api.EventBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventBlockTest {
    @Property(tries = 500)
    void everyAttributeIsReadAsItWasWritten(@ForAll("events") List<Event> events, @ForAll boolean chained) {
        var block = write(events, chained);
        var bytes = block.toBytes();
        var read = EventBlock.checked(bytes, 0, bytes.length, events.size()).events();
        assertThat(read).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            assertSame(read.get(i), events.get(i));
            assertThat(read.get(i).isChained()).isEqualTo(chained);
            assertThat(read.get(i).partitionKey()).isEqualTo(Placement.partitionKey(events.get(i)));
        }
    }

    @Property(tries = 200)
    void anEventGoesFromBlockToBlockUnchanged(@ForAll("events") List<Event> events) {
        var first = write(events, false);
        var copied = new EventBlockWriter(1);
        first.forEach(copied::addCopy);
        assertThat(copied.take().toBytes()).isEqualTo(first.toBytes());
        var chained = new EventBlockWriter(1);
        first.forEach(event -> chained.add(event, true));
        var again = chained.take();
        assertThat(again).allMatch(BlockEvent::isChained);
        for (int i = 0; i < events.size(); i++) {
            assertSame(again.events().get(i), events.get(i));
        }
    }

    @Property(tries = 2000)
    void corruptedBytesAreRefusedOrReadable(@ForAll("events") List<Event> events, @ForAll long seed) {
        var random = new java.util.SplittableRandom(seed);
        var bytes = write(events, false).toBytes();
        int flips = random.nextInt(1, 5);
        for (int i = 0; i < flips && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        try {
            EventBlock.checked(bytes, 0, length, events.size()).forEach(EventBlockTest::readAll);
        } catch (MalformedBlockException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    @Property(tries = 2000)
    void anyBytesAreRefusedOrReadable(@ForAll byte[] bytes, @ForAll int count) {
        try {
            EventBlock.checked(bytes, 0, bytes.length, count).forEach(EventBlockTest::readAll);
        } catch (MalformedBlockException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    @Example
    void theLargestEventIsWrittenAndAByteMoreIsNot() {
        int attributes = write(List.of(Event.of("s", "i", "t").build()), false).sizeBytes();
        var most = Event.of("s", "i", "t")
                .data(ByteBuffer.allocate(EventBlock.MOST_EVENT_BYTES - attributes))
                .build();
        var more = Event.of("s", "i", "t")
                .data(ByteBuffer.allocate(EventBlock.MOST_EVENT_BYTES - attributes + 1))
                .build();
        EventBlockWriter.check(most);
        assertThat(write(List.of(most), false).sizeBytes()).isEqualTo(EventBlock.MOST_EVENT_BYTES);
        assertThatThrownBy(() -> EventBlockWriter.check(more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the event takes 32505857 bytes, more than 32505856");
        var writer = new EventBlockWriter(0);
        assertThatThrownBy(() -> writer.add(more, false)).isInstanceOf(IllegalArgumentException.class);
        assertThat(writer.sizeBytes()).isZero();
        assertThat(writer.count()).isZero();
    }

    @Example
    void lengthsThatAreNegativeOrTooLargeAreRefused() {
        for (int length : new int[] {-1, -4, -10, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 0, 1}) {
            var bytes = write(List.of(Event.of("s", "i", "t").build()), false).toBytes();
            EventLayout.INT.set(bytes, 0, length);
            assertThatExceptionOfType(MalformedBlockException.class)
                    .isThrownBy(() -> EventBlock.checked(bytes, 0, bytes.length, 1));
        }
        for (int count : new int[] {-1, Integer.MIN_VALUE, 1, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(MalformedBlockException.class)
                    .isThrownBy(() -> EventBlock.checked(new byte[0], 0, 0, count));
        }
    }

    @Example
    void everyCutOfAnEventWithAllPartsIsRefused() {
        var bytes = write(List.of(full().data("").build()), false).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            if (length >= 4) {
                EventLayout.INT.set(cut, 0, length - 4);
            }
            assertThatExceptionOfType(MalformedBlockException.class)
                    .as("cut at " + length)
                    .isThrownBy(() -> EventBlock.checked(cut, 0, cut.length, 1));
        }
    }

    @Example
    void theLongestAttributesFitAndLongerOnesLeaveNothingBehind() {
        var most = "ä".repeat(32_767) + "x";
        var event = Event.of(most, most, most).subject(most).dataSchema(most).extension("e", most);
        assertSame(write(List.of(event.build()), false).events().getFirst(), event.build());

        var writer = new EventBlockWriter(16);
        writer.add(Event.of("s", "before", "t").build(), false);
        for (var tooLong : List.of(most + "x", "y".repeat(65_536), "€".repeat(1_000_000))) {
            assertThatThrownBy(() ->
                            writer.add(Event.of("s", "1", "t").subject(tooLong).build(), false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'subject'")
                    .hasMessageContaining("65535");
        }
        writer.add(Event.of("s", "after", "t").build(), false);
        assertThat(writer.count()).isEqualTo(2);
        assertThat(writer.take().events()).extracting(BlockEvent::id).containsExactly("before", "after");
    }

    @Example
    void anEventThatThrowsWhileItIsWrittenLeavesNothingBehind() {
        var writer = new EventBlockWriter(16);
        var good = Event.of("s", "i", "t").subject("x").build();
        var bad = new Failing(good);
        assertThatThrownBy(() -> writer.add(bad, false)).isInstanceOf(UnsupportedOperationException.class);
        writer.add(good, false);
        assertThat(writer.take().events()).extracting(BlockEvent::id).containsExactly("i");
    }

    @Example
    void identityIsSourceAndIdAndNothingElse() {
        var one =
                write(List.of(Event.of("a", "bc", "t").build()), false).events().getFirst();
        var other = write(
                        List.of(Event.of("a", "bc", "u").subject("x").data("y").build()), true)
                .events()
                .getFirst();
        var moved =
                write(List.of(Event.of("ab", "c", "t").build()), false).events().getFirst();
        assertThat(one.identity()).isEqualTo(other.identity());
        assertThat(one.identity()).isNotEqualTo(moved.identity());
        assertThat(one.isOfKind(other)).isFalse();
        assertThat(one.isOfKind(one)).isTrue();
    }

    /** An event whose data cannot be had. */
    private record Failing(Event inner) implements Event {
        @Override
        public String id() {
            return inner.id();
        }

        @Override
        public String source() {
            return inner.source();
        }

        @Override
        public String type() {
            return inner.type();
        }

        @Override
        public Optional<String> subject() {
            return inner.subject();
        }

        @Override
        public Optional<Instant> time() {
            return inner.time();
        }

        @Override
        public Optional<String> dataContentType() {
            return inner.dataContentType();
        }

        @Override
        public Optional<String> dataSchema() {
            return inner.dataSchema();
        }

        @Override
        public java.util.Map<String, Object> extensions() {
            return inner.extensions();
        }

        @Override
        public ByteBuffer data() {
            throw new UnsupportedOperationException("no data today");
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        var texts = Arbitraries.strings()
                .withChars("aZ/: ä€\uD7FF\uE000")
                .withCharRange('\u0001', '\u0100')
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(text -> text + "😀".repeat(text.length() % 3));
        return Arbitraries.randomValue(random -> {
                    var builder = Event.of(text(random, texts), text(random, texts), text(random, texts));
                    decorate(builder, random, texts);
                    return builder.build();
                })
                .list()
                .ofMaxSize(5);
    }

    private static String text(java.util.Random random, Arbitrary<String> texts) {
        return texts.generator(100).next(random).value();
    }

    private static void decorate(EventBuilder builder, java.util.Random random, Arbitrary<String> texts) {
        if (random.nextBoolean()) {
            builder.subject(text(random, texts));
        }
        if (random.nextBoolean()) {
            long second = random.nextBoolean() ? random.nextInt() : Instant.MAX.getEpochSecond();
            builder.time(Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)));
        }
        if (random.nextBoolean()) {
            builder.dataContentType(text(random, texts));
        }
        if (random.nextBoolean()) {
            builder.dataSchema(text(random, texts));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            var value = List.of(text(random, texts), random.nextInt(), random.nextBoolean())
                    .get(random.nextInt(3));
            builder.extension(random.nextInt(3) == 0 ? "partitionkey" : "ext" + i, value);
        }
        if (random.nextBoolean()) {
            var data = new byte[random.nextInt(300)];
            random.nextBytes(data);
            builder.data(ByteBuffer.wrap(data));
        }
    }

    private static EventBuilder full() {
        return Event.of("source", "id", "type")
                .subject("subject")
                .time(Instant.EPOCH)
                .dataContentType("text/plain")
                .dataSchema("schema")
                .extension("a", "text")
                .extension("b", 7)
                .extension("c", true);
    }

    private static EventBlock write(List<Event> events, boolean chained) {
        var writer = new EventBlockWriter(8);
        events.forEach(event -> writer.add(event, chained));
        return writer.take();
    }

    private static void readAll(BlockEvent event) {
        var read = new ArrayList<Object>(List.of(
                event.source(),
                event.id(),
                event.type(),
                event.subject(),
                event.time(),
                event.dataContentType(),
                event.dataSchema(),
                event.extensions(),
                event.data(),
                event.partitionKey(),
                event.identity(),
                event.toString()));
        assertThat(read).doesNotContainNull();
    }

    private static void assertSame(Event read, Event written) {
        assertThat(read.source()).isEqualTo(written.source());
        assertThat(read.id()).isEqualTo(written.id());
        assertThat(read.type()).isEqualTo(written.type());
        assertThat(read.subject()).isEqualTo(written.subject());
        assertThat(read.time()).isEqualTo(written.time());
        assertThat(read.dataContentType()).isEqualTo(written.dataContentType());
        assertThat(read.dataSchema()).isEqualTo(written.dataSchema());
        assertThat(read.extensions()).isEqualTo(written.extensions());
        assertThat(read.data()).isEqualTo(written.data());
        assertThat(read.data().isReadOnly()).isTrue();
        assertThat(read.dataAsText())
                .isEqualTo(StandardCharsets.UTF_8.decode(written.data()).toString());
    }
}
