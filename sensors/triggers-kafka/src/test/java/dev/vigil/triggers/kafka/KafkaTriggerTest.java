package dev.vigil.triggers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Firing;
import dev.vigil.api.TraceContext;
import dev.vigil.api.Trigger.Attempt;
import dev.vigil.api.Trigger.Delivered;
import dev.vigil.api.Trigger.TryAgain;
import dev.vigil.api.Trigger.Unsendable;
import dev.vigil.api.TriggerKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTriggerTest {
    private final ConcurrentLinkedDeque<MockProducer<byte[], byte[]>> made = new ConcurrentLinkedDeque<>();
    private final KafkaTrigger trigger = trigger(Map.of());

    private KafkaTrigger trigger(Map<String, ?> more) {
        return new KafkaTrigger(Firings.settings(more), _ -> newProducer());
    }

    private Producer<byte[], byte[]> newProducer() {
        var producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        made.add(producer);
        return producer;
    }

    private static Attempt ended(CompletionStage<Attempt> attempt) {
        return attempt.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** The record that is written next by the producer that was made last. */
    private ProducerRecord<byte[], byte[]> written(int records) {
        await(() -> !made.isEmpty() && made.getLast().history().size() == records);
        return made.getLast().history().getLast();
    }

    private Attempt failed(RuntimeException failure) {
        var attempt = trigger.fire(Firings.of(1, "{}"));
        await(() -> !made.isEmpty() && made.getLast().errorNext(failure));
        return ended(attempt);
    }

    @Test
    void aRecordSaysWhereInATraceItBelongs() {
        var trace = new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");
        var firing = Firings.of(1, "{}");
        var _ = trigger.fire(new Firing(
                firing.id(),
                firing.trigger(),
                firing.sensor(),
                firing.key(),
                firing.payload(),
                firing.decidedAt(),
                Optional.of(trace)));
        var headers = written(1).headers();
        assertThat(headers.lastHeader("traceparent").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(trace.traceparent());
        assertThat(headers.lastHeader("tracestate").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("a=1");
    }

    @Test
    void aFiringIsARecordThatSaysWhichFiringItIs() {
        var attempt =
                trigger(Map.of("headers", Map.of("team", "operations"))).fire(Firings.of(1, "{\"device\":\"d-1\"}"));
        var record = written(1);
        assertThat(record.topic()).isEqualTo("alarms");
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("dev-7");
        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"device\":\"d-1\"}");
        assertThat(headers(record))
                .containsOnly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", Firings.id(1)),
                        Map.entry("ce_source", "/vigil/sensors/readings"),
                        Map.entry("ce_type", "dev.vigil.firing"),
                        Map.entry("ce_time", "2026-03-01T12:00:00Z"),
                        Map.entry("ce_subject", "dev-7"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("idempotency-key", Firings.id(1)),
                        Map.entry("team", "operations"));
        assertThat(attempt.toCompletableFuture()).isNotDone();
        assertThat(made.getLast().completeNext()).isTrue();
        assertThat(ended(attempt)).isEqualTo(new Delivered());
    }

    @Test
    void theKeyMayBeAFieldOrNone() {
        var _ = trigger(Map.of("key", "pointer:/device")).fire(Firings.of(1, "{\"device\":17}"));
        assertThat(written(1).key()).asString(StandardCharsets.UTF_8).isEqualTo("17");
        var _ = trigger(Map.of("key", "none")).fire(Firings.of(2, "{}"));
        await(() -> made.size() == 2);
        assertThat(written(1).key()).isNull();
    }

    @Test
    void aPayloadWithoutTheKeyIsRefused() {
        assertThat(ended(trigger(Map.of("key", "pointer:/device")).fire(Firings.of(1, "{}"))))
                .isEqualTo(new Unsendable("no text or number at /device"));
        assertThat(made).isEmpty();
    }

    @Test
    void whatMayPassIsTriedAgainWithTheSameProducer() {
        for (var failure : List.of(
                new TimeoutException("late"),
                new NotEnoughReplicasException("one"),
                new TopicAuthorizationException("alarms"))) {
            assertThat(failed(failure)).as("%s", failure).isInstanceOf(TryAgain.class);
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void whatCanNeverWorkIsRefused() {
        assertThat(failed(new RecordTooLargeException("too large")))
                .isEqualTo(new Unsendable("RecordTooLargeException: too large"));
    }

    @Test
    void aProducerThatCannotGoOnIsMadeAnew() {
        for (var failure :
                List.of(new SaslAuthenticationException("who?"), new OutOfOrderSequenceException("lost count"))) {
            var before = made.size();
            assertThat(failed(failure)).as("%s", failure).isInstanceOf(TryAgain.class);
            var given = made.getLast();
            await(given::closed);
            var attempt = trigger.fire(Firings.of(2, "{}"));
            await(() -> made.size() > Math.max(1, before) && made.getLast().completeNext());
            assertThat(ended(attempt)).isEqualTo(new Delivered());
        }
    }

    @Test
    void aProducerThatCannotBeMadeIsTriedAgain() {
        var broken = new KafkaTrigger(Firings.settings(Map.of()), _ -> {
            throw new KafkaException("Failed to construct", new ConfigException("No resolvable bootstrap urls"));
        });
        assertThat(ended(broken.fire(Firings.of(1, "{}")))).isInstanceOf(TryAgain.class);
    }

    @Test
    void whenItIsClosedNothingIsWrittenAnyMore() {
        var attempt = trigger.fire(Firings.of(1, "{}"));
        await(() -> !made.isEmpty() && made.getLast().completeNext());
        ended(attempt);
        trigger.close();
        assertThat(made.getLast().closed()).isTrue();
        assertThat(ended(trigger.fire(Firings.of(2, "{}")))).isEqualTo(new TryAgain("this trigger is closed"));
        assertThat(made).hasSize(1);
    }

    @Test
    void itIsFound() {
        assertThat(ServiceLoader.load(TriggerKind.class).stream()
                        .map(p -> p.get().kind()))
                .contains("kafka");
    }

    /** As the engine does: what is to be tried again is fired again, under the same id, before anything else of its key. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverFailsEachFiringIsDeliveredUnderItsOneIdAndInOrder(long seed) {
        var random = new Random(seed);
        var delivered = new ArrayList<String>();
        for (int number = 0; number < 30; number++) {
            for (var attempt = attempt(random, number, delivered);
                    !(attempt instanceof Delivered);
                    attempt = attempt(random, number, delivered)) {
                assertThat(attempt).isInstanceOf(TryAgain.class);
            }
        }
        var first = new ArrayList<>(new LinkedHashSet<>(delivered));
        assertThat(new HashSet<>(first)).hasSize(30);
        assertThat(first).isSorted();
        assertThat(made)
                .allSatisfy(producer -> assertThat(producer.history())
                        .allSatisfy(record -> assertThat(headers(record).get("ce_id"))
                                .isEqualTo(headers(record).get("idempotency-key"))));
    }

    private Attempt attempt(Random random, int number, List<String> delivered) {
        var attempt = trigger.fire(Firings.of(number, "{}"));
        switch (random.nextInt(4)) {
            case 0 -> await(() -> !made.isEmpty() && made.getLast().errorNext(new TimeoutException("late")));
            case 1 -> await(() -> !made.isEmpty() && made.getLast().errorNext(new SaslAuthenticationException("who?")));
            // Written, and the answer lost.
            case 2 -> {
                await(() -> !made.isEmpty() && made.getLast().errorNext(new TimeoutException("lost")));
                delivered.add(headers(made.getLast().history().getLast()).getOrDefault("ce_id", ""));
            }
            default -> {
                await(() -> !made.isEmpty() && made.getLast().completeNext());
                delivered.add(headers(made.getLast().history().getLast()).getOrDefault("ce_id", ""));
            }
        }
        return ended(attempt);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
