package dev.vigil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vigil.api.HttpCall;
import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import dev.vigil.api.Outcome;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.engine.ClusterView;
import dev.vigil.node.http.Refusals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningSourcesTest {
    private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Later> later = new LinkedBlockingQueue<>();
    private final List<Probe> made = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Surroundings surroundings = new Surroundings(
            _ -> CompletableFuture.completedFuture(new Outcome.Accepted(0, 0)),
            InstantSource.system(),
            new Refusals(meters),
            meters,
            () -> 0,
            (pause, task) -> later.add(new Later(pause, task)));
    private volatile Supplier<String> path = () -> "/in";

    /** What is to happen after a while. */
    private record Later(Duration pause, Runnable task) {}

    /** Says what happens to it. */
    private final class Probe implements Source {
        private final int number;
        private final CompletableFuture<SourceContext> context = new CompletableFuture<>();

        Probe(int number) {
            this.number = number;
        }

        @Override
        public void start(SourceContext given) {
            said.add("start " + number);
            context.complete(given);
        }

        @Override
        public List<HttpRoute> routes() {
            return List.of(new HttpRoute(
                    path.get(),
                    Set.of("POST"),
                    1_024,
                    _ -> CompletableFuture.completedFuture(HttpReply.json(200, "" + number))));
        }

        SourceContext context() {
            return context.join();
        }

        void fail(String why) {
            context.join().failed(new IllegalStateException(why));
        }

        @Override
        public void close() {
            said.add("close " + number);
        }
    }

    @Test
    void aSourceThatFailsAfterItsStartIsClosedCountedAndStartedAnewAndMeanwhileAnswersThatItIsAway() throws Exception {
        try (var sources = start()) {
            assertThat(next()).isEqualTo("start 1");
            assertThat(answer(sources)).isEqualTo("200 1");
            made.getFirst().fail("the connection is gone");
            assertThat(next()).isEqualTo("close 1");
            assertThat(answer(sources)).startsWith("503 ").contains("source in has failed and is started again");
            assertThat(nextLater().pause()).isEqualTo(FOR_CLOSING);
            var restart = nextLater();
            assertThat(restart.pause()).isEqualTo(Duration.ofMillis(500));
            assertThat(failures()).isEqualTo(1);
            restart.task().run();
            assertThat(next()).isEqualTo("start 2");
            made.get(1).fail("again, at once");
            assertThat(next()).isEqualTo("close 2");
            assertThat(nextLater().pause()).isEqualTo(FOR_CLOSING);
            var second = nextLater();
            assertThat(second.pause()).as("it grows").isEqualTo(Duration.ofSeconds(1));
            second.task().run();
            assertThat(next()).isEqualTo("start 3");
            awaitAnswer(sources, "200 3");
            assertThat(failures()).isEqualTo(2);
        }
        assertThat(next()).isEqualTo("close 3");
    }

    @Test
    void whatIsSaidAgainOrTooLateDoesNothing() throws Exception {
        var sources = start();
        assertThat(next()).isEqualTo("start 1");
        made.getFirst().fail("once");
        made.getFirst().fail("twice");
        assertThat(next()).isEqualTo("close 1");
        var givingUp = nextLater();
        var restart = nextLater();
        made.getFirst().fail("when it is closed");
        restart.task().run();
        assertThat(next()).isEqualTo("start 2");
        awaitAnswer(sources, "200 2");
        restart.task().run();
        givingUp.task().run();
        made.getFirst().fail("when another runs");
        assertThat(failures()).isEqualTo(1);
        sources.close();
        assertThat(next()).isEqualTo("close 2");
        made.get(1).fail("after the end");
        later.forEach(left -> left.task().run());
        assertThat(said).isEmpty();
        assertThat(failures()).isEqualTo(1);
        assertThat(answer(sources))
                .as("for requests that come before the port closes")
                .isEqualTo("200 2");
    }

    @Test
    void aNodeStopsWhileASourceWaitsToBeStartedAgain() throws Exception {
        var sources = start();
        made.getFirst().fail("gone");
        assertThat(nextLater().pause()).isEqualTo(FOR_CLOSING);
        var restart = nextLater();
        sources.close();
        restart.task().run();
        assertThat(next()).isEqualTo("start 1");
        assertThat(next()).isEqualTo("close 1");
        assertThat(said).isEmpty();
        assertThat(made).hasSize(1);
    }

    @Test
    void aSourceThatComesBackWithOtherPathsIsAFailureThatSaysSo() throws Exception {
        try (var sources = start()) {
            assertThat(next()).isEqualTo("start 1");
            path = () -> "/other";
            made.getFirst().fail("gone");
            assertThat(next()).isEqualTo("close 1");
            assertThat(nextLater().pause()).isEqualTo(FOR_CLOSING);
            nextLater().task().run();
            assertThat(next()).isEqualTo("start 2");
            assertThat(next()).isEqualTo("close 2");
            assertThat(nextLater().pause()).isEqualTo(Duration.ofSeconds(1));
            assertThat(failures()).isEqualTo(2);
            assertThat(answer(sources)).startsWith("503 ");
        }
    }

    @Test
    void whatASourceWaitsForIsShownWhileItRuns() throws Exception {
        try (var sources = start()) {
            assertThat(next()).isEqualTo("start 1");
            assertThat(view(sources)).isEqualTo(shown(true, "running"));
            assertThat(trouble()).isZero();
            made.getFirst().context().troubled("no broker since noon");
            assertThat(view(sources)).isEqualTo(shown(true, "running: no broker since noon"));
            assertThat(trouble()).isEqualTo(1);
            assertThat(answer(sources)).as("it works").isEqualTo("200 1");
            made.getFirst().context().untroubled();
            assertThat(view(sources)).isEqualTo(shown(true, "running"));
            assertThat(trouble()).isZero();
        }
    }

    @Test
    void whyASourceDoesNotRunIsShownAndWhatItWaitedForIsOverWithIt() throws Exception {
        try (var sources = start()) {
            assertThat(next()).isEqualTo("start 1");
            made.getFirst().context().troubled("no broker since noon");
            made.getFirst().fail("and none will come");
            assertThat(view(sources).running()).isFalse();
            assertThat(view(sources).condition())
                    .endsWith("it failed after its start: java.lang.IllegalStateException: " + "and none will come");
            assertThat(trouble()).isZero();
            assertThat(next()).isEqualTo("close 1");
            assertThat(nextLater().pause()).isEqualTo(FOR_CLOSING);
            nextLater().task().run();
            assertThat(next()).isEqualTo("start 2");
            awaitAnswer(sources, "200 2");
            made.getFirst().context().troubled("of the past");
            assertThat(view(sources)).isEqualTo(shown(true, "running"));
            assertThat(trouble()).isZero();
        }
    }

    private static ClusterView.Source view(RunningSources sources) {
        return sources.view("a:7625").getFirst();
    }

    private static ClusterView.Source shown(boolean isRunning, String condition) {
        return new ClusterView.Source("in", true, Optional.of("a:7625"), isRunning, condition, 0);
    }

    private double trouble() {
        return meters.get("vigil.source.trouble").tag("source", "in").gauge().value();
    }

    @Test
    void aSourceThatDoesNotCloseIsLeftToItself() throws Exception {
        var never = new CompletableFuture<Void>();
        var context = new CompletableFuture<SourceContext>();
        var sources = RunningSources.start(
                Map.of("in", () -> new Source() {
                    @Override
                    public void start(SourceContext given) {
                        context.complete(given);
                    }

                    @Override
                    public void close() {
                        never.join();
                    }
                }),
                surroundings);
        context.join().failed(new IllegalStateException("stuck"));
        nextLater().task().run();
        assertThat(nextLater().pause()).isEqualTo(Duration.ofMillis(500));
        sources.close();
        never.complete(null);
    }

    @Test
    void aFirstStartThatFailsEndsTheNodesStartIsNotTriedAgainAndClosesTheOthers() {
        var makers = new TreeMap<String, Supplier<Source>>();
        makers.put("a", this::probe);
        makers.put("b", () -> new Source() {
            @Override
            public void start(SourceContext given) {
                throw new NoClassDefFoundError("org/acme/Client");
            }

            @Override
            public void close() {
                said.add("close b");
            }
        });
        var refused = catchThrowableOfType(StartException.class, () -> RunningSources.start(makers, surroundings));
        assertThat(refused).hasMessageStartingWith("source b: ").hasMessageContaining("org/acme/Client");
        later.forEach(left -> left.task().run());
        assertThat(said).containsExactly("start 1", "close b", "close 1");
        assertThat(failures()).as("a node that does not start counts nothing").isZero();
    }

    private RunningSources start() throws StartException {
        return RunningSources.start(Map.of("in", this::probe), surroundings);
    }

    private Source probe() {
        var probe = new Probe(made.size() + 1);
        made.add(probe);
        return probe;
    }

    private double failures() {
        return meters.find("vigil.source.failures").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void awaitAnswer(RunningSources sources, String expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!answer(sources).equals(expected)) {
            assertThat(System.nanoTime()).as("time for %s", expected).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String answer(RunningSources sources) throws Exception {
        var route = Objects.requireNonNull(sources.routes().get("in")).getFirst();
        var reply = route.handler()
                .apply(new HttpCall("POST", "/in", Map.of(), ByteBuffer.allocate(0)))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return reply.status() + " " + reply.body();
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(said.poll(20, TimeUnit.SECONDS), "something is said");
    }

    private Later nextLater() throws InterruptedException {
        return Objects.requireNonNull(later.poll(20, TimeUnit.SECONDS), "something is to happen");
    }
}
