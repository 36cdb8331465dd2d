package dev.vigil.node;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourcePosition;
import dev.vigil.engine.AvailabilityView;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterPage;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.DeadLetterTally;
import dev.vigil.engine.DeadLetterView;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.FoundEvent;
import dev.vigil.engine.Health;
import dev.vigil.engine.InstancePage;
import dev.vigil.engine.InstanceTooLargeException;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.LogBeginsLaterException;
import dev.vigil.engine.LogPage;
import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.ReplayEnd;
import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.ReplayView;
import dev.vigil.engine.SensorDrop;
import dev.vigil.engine.SensorStory;
import dev.vigil.engine.SensorView;
import dev.vigil.engine.SourceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An engine that keeps everything in memory, for tests of what is around it. One partition; one sensor, readings, and one that is gone. */
public final class MemoryEngine implements Engine {
    /** The key of an instance that cannot be shown. */
    public static final String TOO_LARGE = "too-large";

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final ClusterView.Log LOG = new ClusterView.Log(3, 40, 12, 4_096, Optional.of(NOW.minusSeconds(60)));

    private final List<Event> log = new ArrayList<>();
    private long begin;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> states;
    private volatile CompletionStage<Outcome> instead = new CompletableFuture<>();
    private volatile boolean answersInstead;
    private final Queue<CompletionStage<Outcome>> next = new ConcurrentLinkedQueue<>();
    private final Queue<List<Event>> asked = new ConcurrentLinkedQueue<>();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Health health = new Health(true, true, true, List.of(new Health.Slot(0, true, "running")));
    private final Map<String, Source> owned = new TreeMap<>();
    private volatile boolean closed;
    private volatile DeadLetterFilter lastFilter = DeadLetterFilter.ALL;
    private volatile DeadLetterResult ruled = new DeadLetterResult(DeadLetterResult.Outcome.HANDLED, "");

    public MemoryEngine(Map<String, String> states) {
        this.states = Map.copyOf(states);
    }

    /** The log begins there from now on. */
    public synchronized void forgetBefore(long offset) {
        begin = offset;
    }

    private <T> CompletionStage<T> gone() {
        return CompletableFuture.failedFuture(new LogBeginsLaterException(0, begin));
    }

    /** Every publication is answered with that from now on. */
    public void answer(CompletionStage<Outcome> outcome) {
        instead = outcome;
        answersInstead = true;
    }

    /** The next publication, or the one after those that this was said for, is answered with that; what is accepted is taken. */
    public void answerNext(CompletionStage<Outcome> outcome) {
        next.add(outcome);
    }

    /** What publications were answered, each with its events. */
    public List<List<Event>> asked() {
        return List.copyOf(asked);
    }

    /** Every publication is refused as an event that the bus does not take, for that reason. */
    public void refuse(String reason) {
        refusal = Optional.of(reason);
    }

    public void health(Health now) {
        health = now;
    }

    public boolean closed() {
        return closed;
    }

    /** What was published. */
    public synchronized List<Event> log() {
        return List.copyOf(log);
    }

    @Override
    public Publisher publisher() {
        return events -> {
            refusal.ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
            asked.add(List.copyOf(events));
            var scripted = next.poll();
            if (scripted != null) {
                return scripted.thenApply(outcome -> outcome instanceof Outcome.Accepted ? take(events) : outcome);
            }
            return answersInstead ? instead : CompletableFuture.completedFuture(take(events));
        };
    }

    private synchronized Outcome take(List<Event> events) {
        var accepted = 0;
        for (var event : events) {
            if (seen.add(event.source() + " " + event.id())) {
                log.add(event);
                accepted++;
            }
        }
        return new Outcome.Accepted(accepted, events.size() - accepted);
    }

    /** Starts them all, and remembers what each saves. */
    @Override
    public void own(Map<String, OwnedSource> sources) {
        sources.forEach((name, source) -> owned.put(name, source.start(publisher(), new MemoryPosition(), report())));
    }

    /** The sources that run on one node, by name. */
    public Map<String, Source> owned() {
        return Map.copyOf(owned);
    }

    /** What a source says of itself is not listened to. */
    public static SourceReport report() {
        return new SourceReport() {
            @Override
            public void failed(Throwable cause) {}

            @Override
            public void troubled(String trouble) {}

            @Override
            public void untroubled() {}
        };
    }

    /** A position that is kept in memory. */
    public static SourcePosition position() {
        return new MemoryPosition();
    }

    private static final class MemoryPosition implements SourcePosition {
        private volatile Optional<String> last = Optional.empty();

        @Override
        public Optional<String> last() {
            return last;
        }

        @Override
        public CompletionStage<Saved> save(String position) {
            last = Optional.of(position);
            return CompletableFuture.completedFuture(Saved.SAVED);
        }
    }

    @Override
    public CompletionStage<List<SensorView>> sensors() {
        return CompletableFuture.completedFuture(
                List.of(readings(), new SensorView("old-readings", List.of(), List.of(), false, 2, 9)));
    }

    @Override
    public CompletionStage<SensorDrop> drop(String sensor) {
        return CompletableFuture.completedFuture(
                switch (sensor) {
                    case "readings" -> SensorDrop.CONFIGURED;
                    case "old-readings" -> SensorDrop.DROPPED;
                    default -> SensorDrop.UNKNOWN;
                });
    }

    @Override
    public CompletionStage<ReplayStart> replay(String sensor, Optional<Instant> from, boolean fires) {
        return CompletableFuture.completedFuture(MemoryReplays.begin(sensor, from, fires));
    }

    @Override
    public CompletionStage<Optional<ReplayView>> replay(String sensor) {
        return CompletableFuture.completedFuture(MemoryReplays.view(sensor));
    }

    @Override
    public CompletionStage<ReplayEnd> giveUpReplay(String sensor) {
        return CompletableFuture.completedFuture(MemoryReplays.giveUp(sensor));
    }

    private SensorView readings() {
        return new SensorView("readings", List.of("reading"), List.of("*"), true, states.size(), 0);
    }

    @Override
    public CompletionStage<Optional<InstancePage>> instances(String sensor, Optional<String> afterKey, int limit) {
        var keys = states.keySet().stream()
                .sorted()
                .filter(key -> key.compareTo(afterKey.orElse("")) > 0)
                .toList();
        var page = keys.subList(0, Math.min(limit, keys.size()));
        var next = page.size() < keys.size() ? Optional.of(page.getLast()) : Optional.<String>empty();
        return CompletableFuture.completedFuture(
                sensor.equals("readings") ? Optional.of(new InstancePage(readings(), page, next)) : Optional.empty());
    }

    @Override
    public CompletionStage<Optional<InstanceView>> instance(String sensor, String key) {
        if (key.equals(TOO_LARGE)) {
            return CompletableFuture.failedFuture(new InstanceTooLargeException(sensor, key, 40_000_000, 32_505_856));
        }
        return CompletableFuture.completedFuture(Optional.ofNullable(states.get(key))
                .filter(_ -> sensor.equals("readings"))
                .map(state -> new InstanceView(sensor, key, state, Map.of("cool-down", NOW.plusSeconds(60)), NOW)));
    }

    @Override
    public synchronized CompletionStage<LogPage> events(int partition, long fromOffset, int limit) {
        if (fromOffset < begin && fromOffset != LOG_BEGIN) {
            return gone();
        }
        var entries = new ArrayList<LogPage.Entry>();
        for (var offset = Math.max(begin, fromOffset); offset < log.size() && entries.size() < limit; offset++) {
            entries.add(new LogPage.Entry(offset, NOW, log.get((int) offset)));
        }
        return CompletableFuture.completedFuture(new LogPage(partition, begin, log.size(), entries));
    }

    @Override
    public synchronized CompletionStage<Optional<FoundEvent>> find(String source, String id) {
        var found = IntStream.range(0, log.size())
                .filter(i ->
                        log.get(i).source().equals(source) && log.get(i).id().equals(id))
                .mapToObj(i -> new FoundEvent(0, new LogPage.Entry(i, NOW, log.get(i))))
                .findFirst();
        return found.filter(event -> event.entry().offset() < begin).isPresent()
                ? gone()
                : CompletableFuture.completedFuture(found);
    }

    /** Three sensors: one that handled it and fired, one to which it is a dead letter, one that did not want it. */
    @Override
    public synchronized CompletionStage<Optional<EventStory>> story(int partition, long offset) {
        if (offset < begin) {
            return gone();
        }
        if (offset >= log.size()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var child = new EventStory.Published("/readings", "c1", "child", 0, OptionalLong.of(9));
        var onItsWay = new EventStory.Published("/readings", "c2", "child", 0, OptionalLong.empty());
        var firing = new EventStory.Firing(
                "f1",
                "pager",
                NOW,
                Optional.of("{\"n\":1}"),
                EventStory.Stage.DELIVERED,
                2,
                1,
                "connection refused",
                Optional.of(NOW.plusSeconds(2)),
                Optional.of(child));
        var handled = new SensorStory(
                "readings",
                SensorStory.Fate.HANDLED,
                "",
                Optional.of("d1"),
                OptionalInt.of(0),
                List.of(new SensorStory.Turn(0, 7, NOW, true, 11, Optional.of("{\"count\":1}"))),
                Optional.empty(),
                List.of(firing),
                List.of(onItsWay));
        var letter = new SensorStory.Letter(
                LETTERS.getFirst(), "HANDLER_FAILED", "broken", 3, 0, NOW, true, Optional.empty());
        var dead = new SensorStory(
                "builds",
                SensorStory.Fate.DEAD_LETTER,
                "",
                Optional.of("a/b c"),
                OptionalInt.of(0),
                List.of(),
                Optional.of(letter),
                List.of(),
                List.of());
        var other = SensorStory.of(
                "other",
                SensorStory.Fate.NOT_SUBSCRIBED,
                "it subscribes to other types or sources",
                Optional.empty(),
                OptionalInt.empty());
        return CompletableFuture.completedFuture(Optional.of(
                new EventStory(partition, offset, NOW, log.get((int) offset), List.of(handled, dead, other))));
    }

    private static DeadLetterSummary summary(DeadLetterId id) {
        return new DeadLetterSummary(
                id, "readings", "d1", Optional.of("pager"), "NOT_DELIVERED", "connection refused", 5, 1, NOW, 2);
    }

    private static final List<DeadLetterId> LETTERS =
            List.of(new DeadLetterId(0, "a1"), new DeadLetterId(0, "b2"), new DeadLetterId(0, "c3"));

    private volatile List<DeadLetterId> kept = LETTERS;

    /** From now on there are so many dead letters besides. */
    public void keepMore(int letters) {
        kept = Stream.concat(
                        LETTERS.stream(),
                        IntStream.range(0, letters).mapToObj(n -> new DeadLetterId(0, "d%03d".formatted(n))))
                .toList();
    }

    @Override
    public CompletionStage<DeadLetterPage> deadLetters(
            DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        lastFilter = filter;
        var letters = kept.stream()
                .filter(id ->
                        after.isEmpty() || id.letter().compareTo(after.get().letter()) > 0)
                .limit(limit)
                .map(MemoryEngine::summary)
                .toList();
        var next = letters.size() < limit
                ? Optional.<DeadLetterId>empty()
                : Optional.of(letters.getLast().id());
        return CompletableFuture.completedFuture(new DeadLetterPage(letters, next));
    }

    @Override
    public CompletionStage<Optional<DeadLetterView>> deadLetter(DeadLetterId id) {
        return CompletableFuture.completedFuture(Optional.of(id)
                .filter(LETTERS::contains)
                .map(known -> new DeadLetterView(
                        summary(known),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("{}"),
                        Optional.of(NOW))));
    }

    /** What every redrive and discard of a known dead letter is answered with from now on. */
    public void rule(DeadLetterResult result) {
        ruled = result;
    }

    /** What the last question about several dead letters was about. */
    public DeadLetterFilter lastFilter() {
        return lastFilter;
    }

    @Override
    public CompletionStage<DeadLetterResult> redrive(DeadLetterId id, OptionalInt redrives) {
        return discard(id);
    }

    @Override
    public CompletionStage<DeadLetterResult> discard(DeadLetterId id) {
        return CompletableFuture.completedFuture(
                LETTERS.contains(id) ? ruled : new DeadLetterResult(DeadLetterResult.Outcome.UNKNOWN, ""));
    }

    @Override
    public CompletionStage<DeadLetterTally> redriveAll(
            DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return deadLetters(filter, after, limit)
                .thenApply(page -> new DeadLetterTally(
                        Map.of(ruled.outcome(), (long) page.letters().size()), page.next()));
    }

    @Override
    public CompletionStage<DeadLetterTally> discardAll(
            DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return redriveAll(filter, after, limit);
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public CompletionStage<Health> health() {
        return CompletableFuture.completedFuture(health);
    }

    @Override
    public CompletionStage<ClusterView> cluster() {
        return CompletableFuture.completedFuture(new ClusterView(
                "10.0.0.1:7625",
                List.of(
                        new ClusterView.Member("10.0.0.1:7625", List.of("slot", "source"), "0.1.0", "up", true),
                        new ClusterView.Member("10.0.0.2:7625", List.of("slot"), "0.2.0", "leaving", false)),
                List.of(
                        new ClusterView.Slot(0, Optional.of("10.0.0.1:7625"), true, "idle", Optional.of(LOG)),
                        new ClusterView.Slot(1, Optional.of("10.0.0.2:7625"), false, "recovering", Optional.empty()),
                        new ClusterView.Slot(2, Optional.empty(), false, ClusterView.SILENT, Optional.empty())),
                List.of(
                        new ClusterView.Source("clock", false, Optional.of("10.0.0.1:7625"), true, "running", 3),
                        new ClusterView.Source("file", false, Optional.empty(), false, ClusterView.SILENT, 0)),
                List.of(new ClusterView.Lag("readings", 7))));
    }

    @Override
    public CompletionStage<AvailabilityView> availability() {
        return CompletableFuture.completedFuture(new AvailabilityView(
                NOW,
                NOW.minusSeconds(1_000),
                true,
                List.of(2),
                List.of(
                        new AvailabilityView.Window(
                                Duration.ofHours(1), Duration.ofSeconds(1_000), 0.999, OptionalDouble.of(3)),
                        new AvailabilityView.Window(
                                Duration.ofDays(30), Duration.ofSeconds(1_000), 1, OptionalDouble.empty())),
                Optional.of(Duration.ofSeconds(499)),
                Optional.empty(),
                List.of(new AvailabilityView.Outage(
                        NOW.minusMillis(1_500), Duration.ofMillis(1_500), false, "0-1,3", "member removed"))));
    }

    @Override
    public void close() {
        closed = true;
    }
}
