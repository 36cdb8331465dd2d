package dev.vigil.benchmarks.engine;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.cluster.EmbeddedEngine;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * Fills a log with the readings workload, for one sensor whose keys are those of the partitions and one whose keys live
 * anywhere; then asks for stories, one after the other: by place anywhere in the log, and by identity among the last events.
 */
public final class StoryBench {
    private static final long RECENT = 100_000;

    private final long events;
    private final int stories;
    private final Duration required;
    private final PrintStream out;
    private final Workload workload = new Workload(10_000, 1);
    private final Alarms alarms = new Alarms();

    /** A run of so many stories in a log of so many events, that prints there. */
    public StoryBench(long events, int stories, Duration required, PrintStream out) {
        this.events = events;
        this.stories = stories;
        this.required = required;
        this.out = out;
    }

    /** Counts what a hundred buckets see, each of events of all partitions. */
    private static final class Buckets extends Sensor<Buckets.State> {
        record State(long count) {}

        @Override
        public Subscription subscription() {
            return Subscription.to("*")
                    .keyedBy(event -> Optional.of("bucket-" + event.id().hashCode() % 100));
        }

        @Override
        public State initialState(String key) {
            return new State(0);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            return Effect.become(new State(state.count() + 1));
        }
    }

    /** Runs all of it; true if stories are told as fast as is required. */
    public boolean run() throws InterruptedException {
        try (var postgres = TestPostgres.startDurable();
                var embedded = start(postgres)) {
            var engine = embedded.engine();
            out.printf("publishing %,d events%n", events);
            new Load(engine.publisher(), workload, alarms).fill("s", events);
            var random = new Random(1);
            for (int i = 0; i < 50; i++) {
                byPlace(engine, random);
                byIdentity(engine, random);
            }
            var byPlace = new Histogram(3);
            var byIdentity = new Histogram(3);
            for (int i = 0; i < stories; i++) {
                byPlace.recordValue(byPlace(engine, random));
                byIdentity.recordValue(byIdentity(engine, random));
            }
            print("by place", byPlace);
            print("by identity", byIdentity);
            long most = required.toNanos();
            return byPlace.getValueAtPercentile(99) <= most && byIdentity.getValueAtPercentile(99) <= most;
        }
    }

    /** Nanoseconds for the story of an event anywhere. */
    private static long byPlace(PekkoEngine engine, Random random) throws InterruptedException {
        int partition = random.nextInt(engine.partitions());
        long end = Answers.of(engine.events(partition, Long.MAX_VALUE, 1)).endOffset();
        long offset = random.nextLong(end);
        long began = System.nanoTime();
        check(Answers.of(engine.story(partition, offset)));
        return System.nanoTime() - began;
    }

    /** Nanoseconds for finding one of the last events, and for its story. */
    private long byIdentity(PekkoEngine engine, Random random) throws InterruptedException {
        long n = events - 1 - random.nextLong(Math.min(events, RECENT));
        long began = System.nanoTime();
        var found = Answers.of(engine.find("bench", "s" + n)).orElseThrow();
        check(Answers.of(engine.story(found.partition(), found.entry().offset())));
        return System.nanoTime() - began;
    }

    private static void check(Optional<EventStory> story) {
        for (var sensor : story.orElseThrow().sensors()) {
            if (sensor.turns().isEmpty()
                    || sensor.firings().stream()
                            .anyMatch(firing -> firing.stage() != EventStory.Stage.DELIVERED
                                    && firing.stage() != EventStory.Stage.PENDING)) {
                throw new IllegalStateException("not all is told: " + sensor);
            }
        }
    }

    private void print(String what, Histogram nanos) {
        out.printf("story %-12s %s%n", what, Latencies.text(nanos));
    }

    private EmbeddedEngine start(TestPostgres postgres) throws InterruptedException {
        var journal = new EngineSettings.Journal(postgres.newDatabase(), postgres.user(), postgres.password(), 8);
        return BenchEngine.start(
                EngineSettings.of(journal),
                Map.of("readings", new Readings("alarm"), "buckets", new Buckets()),
                alarms,
                new SimpleMeterRegistry(),
                Tracing.OFF);
    }
}
