package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.engine.json.JacksonFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.scaladsl.model.ContentType;
import org.apache.pekko.http.scaladsl.model.HttpEntity;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams without a server, over a bus that does not take everything. */
@Timeout(120)
class EventStreamsTest {
    private static final ActorSystem SYSTEM = ActorSystem.create(
            "streams",
            ConfigFactory.parseString("pekko.fail-mixed-versions = off").withFallback(ConfigFactory.load()));

    private static final int LIMIT_BYTES = 2_000;

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    private static EventStreams streams(Publisher bus, Duration quiet) {
        return new EventStreams(
                SYSTEM,
                new PatientPublisher(SYSTEM, bus),
                new Refusals(new SimpleMeterRegistry()),
                new OpenStreams(),
                LIMIT_BYTES,
                quiet);
    }

    /** A body that ends as it should, which those do not that the API for Java makes of bytes. */
    private static RequestEntity whole(Source<ByteString, ?> body) {
        var parts = body.map(bytes -> (HttpEntity.ChunkStreamPart) new HttpEntity.Chunk(bytes, ""))
                .concat(Source.single(HttpEntity.LastChunk$.MODULE$))
                .<Object>mapMaterializedValue(value -> value);
        return new HttpEntity.Chunked((ContentType) ContentTypes.APPLICATION_OCTET_STREAM, parts.asScala());
    }

    private static CompletionStage<List<String>> answer(EventStreams streams, Source<ByteString, ?> body) {
        var request = HttpRequest.POST("/events").withEntity(whole(body));
        return streams.answer(request, UnaryOperator.identity())
                .thenCompose(response -> response.entity().getDataBytes().runWith(Sink.seq(), SYSTEM))
                .thenApply(all -> all.stream()
                        .flatMap(bytes -> bytes.utf8String().lines())
                        .toList());
    }

    @Test
    void whateverComesAndWhateverTheBusDoesWhatIsAcknowledgedIsWhatWasTakenInOrder() throws Exception {
        for (int seed = 0; seed < 400; seed++) {
            new Trial(seed).run();
        }
    }

    /** One stream with all that can go wrong, decided by a seed. */
    private static final class Trial {
        private final int seed;
        private final Random random;
        /** The id of each line's event, empty where there is none. */
        private final List<String> lines = new ArrayList<>();

        private final List<String> taken = new ArrayList<>();
        private boolean mayHoldMore;
        private boolean isUnderWay;

        Trial(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() throws Exception {
            var text = new StringBuilder();
            int count = random.nextInt(60);
            int wrong = random.nextInt(3) == 0 ? random.nextInt(count + 1) : -1;
            for (int i = 0; i < count; i++) {
                text.append(i == wrong ? wrongLine() : line(i)).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            // The last line may lack its end, but then there must be something in it.
            if (count > 0 && !lines.getLast().isEmpty() && random.nextBoolean()) {
                text.setLength(text.length() - 1);
            }
            var chunks = chunks(text.toString().getBytes(StandardCharsets.UTF_8));
            var bus = random.nextInt(4) == 0 ? failingAt(random.nextInt(6)) : failingAt(-1);
            List<String> said;
            try {
                said = answer(streams(bus, Duration.ofSeconds(15)), Source.from(chunks))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException e) {
                var cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
                said = List.of(
                        Acknowledgement.NONE.toString(),
                        ((ProblemException) Objects.requireNonNull(cause))
                                .reply()
                                .body());
            }
            check(said, count, wrong);
        }

        private String line(int i) {
            boolean isBlank = random.nextInt(5) == 0;
            lines.add(isBlank ? "" : Integer.toString(i));
            return isBlank
                    ? " ".repeat(random.nextInt(3))
                    : "{\"specversion\":\"1.0\",\"id\":\"" + i + "\",\"source\":\"/s\",\"type\":\"t\",\"data\":\""
                            + "ü€".repeat(random.nextInt(100)) + "\"}";
        }

        private String wrongLine() {
            lines.add("");
            return random.nextBoolean() ? "{\"id\":3" : "x".repeat(LIMIT_BYTES + 1);
        }

        private List<ByteString> chunks(byte[] bytes) {
            var chunks = new ArrayList<ByteString>();
            int most = 1 + random.nextInt(1_500);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(1 + random.nextInt(most), bytes.length - at);
                chunks.add(ByteString.fromArray(bytes, at, length));
                at += length;
            }
            return chunks;
        }

        /** A bus that is busy now and then, answers at once or later, and fails at that call for good. */
        private Publisher failingAt(int call) {
            return new Publisher() {
                private int calls;

                @Override
                public CompletionStage<Outcome> publish(List<Event> events) {
                    assertThat(isUnderWay).as("one after the other").isFalse();
                    if (calls++ == call) {
                        mayHoldMore = random.nextBoolean();
                        return CompletableFuture.completedFuture(
                                mayHoldMore
                                        ? new Outcome.Indeterminate("who knows", Duration.ofSeconds(1))
                                        : new Outcome.Unavailable("away", Duration.ofSeconds(1)));
                    }
                    if (random.nextInt(4) == 0) {
                        return CompletableFuture.completedFuture(new Outcome.Rejected("full", Duration.ofMillis(1)));
                    }
                    events.forEach(event -> taken.add(event.id()));
                    var outcome = new Outcome.Accepted(events.size(), 0);
                    isUnderWay = true;
                    return random.nextBoolean()
                            ? done(outcome)
                            : CompletableFuture.supplyAsync(() -> outcome).thenCompose(this::done);
                }

                private CompletionStage<Outcome> done(Outcome outcome) {
                    isUnderWay = false;
                    return CompletableFuture.completedFuture(outcome);
                }
            };
        }

        private void check(List<String> said, int count, int wrong) throws IOException {
            var last = JacksonFormat.MAPPER.readTree(said.getLast());
            boolean isProblem = last.has("line");
            int acknowledged = (isProblem
                    ? last.path("line").asInt() - 1
                    : last.path("lines").asInt());
            var should = lines.subList(0, acknowledged).stream()
                    .filter(id -> !id.isEmpty())
                    .toList();
            assertThat(taken).as("seed " + seed + ": " + said).isEqualTo(should);
            if (!isProblem) {
                assertThat(wrong).as("seed " + seed + ": " + said).isIn(-1, count);
                assertThat(acknowledged).as("seed " + seed + ": " + said).isEqualTo(count);
                assertThat(last.path("accepted").asInt())
                        .as("seed " + seed + ": " + said)
                        .isEqualTo(taken.size());
            } else if (last.path("status").asInt() < 500) {
                assertThat(acknowledged).as("seed " + seed + ": " + said).isEqualTo(wrong);
            }
        }
    }

    @Test
    void whoSendsNothingForAWhileIsToldTheSameAgain() throws Exception {
        var streams = streams(
                events -> CompletableFuture.completedFuture(new Outcome.Accepted(events.size(), 0)),
                Duration.ofMillis(20));
        var quiet = new CompletableFuture<ByteString>();
        var body = Source.single(ByteString.fromString("\n")).concat(Source.completionStage(quiet));
        var answer = answer(streams, body).toCompletableFuture();
        quiet.completeOnTimeout(ByteString.fromString("\n"), 300, TimeUnit.MILLISECONDS);
        var said = answer.get(20, TimeUnit.SECONDS);
        assertThat(said).endsWith("{\"lines\":2,\"accepted\":0,\"duplicates\":0}");
        assertThat(said.stream().filter("{\"lines\":1,\"accepted\":0,\"duplicates\":0}"::equals))
                .hasSizeGreaterThan(2);
    }
}
