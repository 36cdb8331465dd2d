package dev.vigil.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.vigil.api.Event;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.cluster.WireMessage;
import dev.vigil.engine.event.EventBlockWriter;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.pekko.serialization.SerializationExtension;

class WireSerializerTest {
    private static final WireSystem SYSTEM = WireSystem.start();
    private static final WireSerializer SERIALIZER = SYSTEM.serializer();

    @AfterContainer
    static void stop() {
        SYSTEM.close();
    }

    @Provide
    Arbitrary<WireMessage> messages() {
        return Arbitraries.oneOf(new AnyMessage(SYSTEM)
                .byKind().values().stream()
                        .map(kind -> kind.map(WireMessage.class::cast))
                        .toList());
    }

    @Property(tries = 1_000)
    void aMessageArrivesAsItWasSent(@ForAll("messages") WireMessage message) throws NotSerializableException {
        assertThat(Described.of(read(SERIALIZER.toBinary(message), SERIALIZER.manifest(message))))
                .isEqualTo(Described.of(message));
    }

    /** By reflection, so that a message that is new and forgotten here fails. */
    @Example
    void everyKindOfMessageIsSentByThisSerializerAndArrives() throws NotSerializableException {
        var arbitraries = new AnyMessage(SYSTEM).byKind();
        var kinds = AnyMessage.kinds(WireMessage.class);
        assertThat(kinds).hasSize(Manifest.values().length).containsExactlyInAnyOrderElementsOf(arbitraries.keySet());
        var serialization = SerializationExtension.get(SYSTEM.classic());
        var manifests = new HashSet<String>();
        for (var any : arbitraries.entrySet()) {
            var kind = any.getKey();
            var message = any.getValue().sample();
            assertThat(serialization.findSerializerFor(message))
                    .as(kind.getName())
                    .isInstanceOf(WireSerializer.class);
            var manifest = SERIALIZER.manifest(message);
            assertThat(read(SERIALIZER.toBinary(message), manifest)).isInstanceOf(kind);
            assertThat(manifests.add(manifest)).as(manifest).isTrue();
        }
    }

    @Property(tries = 300)
    void fieldsOfALaterReleaseAreIgnored(@ForAll("messages") WireMessage message) throws NotSerializableException {
        var later = UnknownFieldSet.newBuilder()
                .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .addField(
                        1_001,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                .build())
                .build()
                .toByteArray();
        var bytes = SERIALIZER.toBinary(message);
        var longer = Arrays.copyOf(bytes, bytes.length + later.length);
        System.arraycopy(later, 0, longer, bytes.length, later.length);
        assertThat(Described.of(read(longer, SERIALIZER.manifest(message)))).isEqualTo(Described.of(message));
    }

    @Example
    void anUnknownKindIsNamed() {
        for (var manifest : new String[] {"rebalance:1", "publish", "publish:0", "publish:1:2", "", "publish:x"}) {
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> read(new byte[0], manifest))
                    .withMessage(
                            "a message '" + manifest + "' came from another node; this release knows no such kind");
        }
    }

    @Example
    void aLaterVersionIsNamedAndSoIsTheOneThatIsRead() {
        assertThatExceptionOfType(NotSerializableException.class)
                .isThrownBy(() -> read(new byte[0], "publish:2"))
                .withMessage(
                        "a message 'publish:2' came from another node; this release reads 'publish' up to version 1");
    }

    @Property(tries = 1_000)
    void damagedBytesAreRefusedOrAMessage(@ForAll("messages") WireMessage message, @ForAll long seed) {
        var random = new SplittableRandom(seed);
        var bytes = SERIALIZER.toBinary(message);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        var some = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        try {
            assertThat(read(some, SERIALIZER.manifest(message))).hasSameClassAs(message);
        } catch (NotSerializableException e) {
            assertThat(e).hasMessageContaining(SERIALIZER.manifest(message)).hasCauseInstanceOf(Exception.class);
        }
    }

    @Example
    void anEventThatWasChangedOnTheWayIsRefused() {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("s", "i", "t").data("marked data").build(), false);
        var message = new SlotRequest.Publish(1, false, writer.take(), SYSTEM.ref("asker#1"));
        var bytes = SERIALIZER.toBinary(message);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("marked");
        bytes[at] ^= 1;
        assertThatExceptionOfType(NotSerializableException.class)
                .isThrownBy(() -> read(bytes, "publish:1"))
                .withMessageContaining("'publish:1'")
                .withMessageContaining("CRC-32C");
    }

    @Example
    void eventsStayInTheArrayInWhichTheyCame() throws NotSerializableException {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("s", "i", "t").data("marked data").build(), false);
        var bytes = SERIALIZER.toBinary(new SlotRequest.Publish(1, false, writer.take(), SYSTEM.ref("asker#1")));
        var read = (SlotRequest.Publish) read(bytes, "publish:1");
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("marked");
        bytes[at] = 'M';
        assertThat((char) read.events().events().getFirst().data().get(0)).isEqualTo('M');
    }

    @Example
    void aQuestionWithoutAnAskerIsRefused() {
        assertThatExceptionOfType(NotSerializableException.class)
                .isThrownBy(() -> read(new byte[0], "get-summary:1"))
                .withMessageContaining("whom to answer");
    }

    @Example
    void aReasonIsShortenedAndStaysText() {
        var reason = new SlotRequest.NotPublished(1, 2, true, "x".repeat(1_999) + "\uD83D\uDE00" + "y".repeat(5_000));
        assertThat(reason.reason()).isEqualTo("x".repeat(1_999) + "...");
        assertThat(new SlotRequest.NotPublished(1, 2, true, "as it is").reason())
                .isEqualTo("as it is");
    }

    @Example
    void theIdentifierStays() {
        assertThat(SERIALIZER.identifier()).isEqualTo(840_103);
    }

    private static Object read(byte[] bytes, String manifest) throws NotSerializableException {
        return SERIALIZER.fromBinary(bytes, manifest);
    }
}
