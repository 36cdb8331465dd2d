package dev.vigil.sources.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Placement;
import dev.vigil.api.Settings;
import dev.vigil.api.SourcePosition.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CronSourceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(CronSource.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RecordingContext context = new RecordingContext(NOON);
    private final CronSource source = source(Map.of("schedule", "* * * * * *", "catch-up", 3));

    private static CronSource source(Map<String, ?> values) {
        return new CronSource(CronSettings.from("clock", new Settings("vigil.sources.clock", values)));
    }

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        source.close();
        logger.detachAppender(lines);
    }

    @Test
    void itRunsOnOneNode() {
        assertThat(source.placement()).isEqualTo(Placement.ONE_NODE);
    }

    @Test
    void eachTickIsAnEventThatIsNamedByItsTime() {
        source.start(context);
        await(() -> context.saved().equals("2026-03-01T12:00:00Z"));
        context.moveTo(NOON.plusMillis(2_500));
        await(() -> context.saved().equals("2026-03-01T12:00:02Z"));
        assertThat(context.published())
                .extracting(Event::id)
                .containsExactly("2026-03-01T12:00:01Z", "2026-03-01T12:00:02Z");
        var event = context.published().getFirst();
        assertThat(event.source()).isEqualTo("/cron/clock");
        assertThat(event.type()).isEqualTo("dev.vigil.tick");
        assertThat(event.subject()).contains("clock");
        assertThat(event.time()).contains(NOON.plusSeconds(1));
        assertThat(event.dataAsText()).isEqualTo("{\"tick\":\"2026-03-01T12:00:01Z\"}");
    }

    @Test
    void theNextOwnerGoesOnWhereTheLastOneWas() {
        context.position = Optional.of("2026-03-01T11:59:58Z");
        source.start(context);
        await(() -> context.saved().equals("2026-03-01T12:00:00Z"));
        assertThat(context.published())
                .extracting(Event::id)
                .containsExactly("2026-03-01T11:59:59Z", "2026-03-01T12:00:00Z");
        assertThat(context.refused()).isEmpty();
    }

    @Test
    void aClockThatWaitsBecauseTheOneBeforeItWasAheadSaysSoAndTicksNothingTwice() {
        context.position = Optional.of("2026-03-01T14:00:00Z");
        source.start(context);
        await(() -> lines.list.size() == 1);
        assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
        assertThat(lines.list.getFirst().getFormattedMessage())
                .endsWith("source=clock position=2026-03-01T14:00:00Z ahead=PT2H");
        context.moveTo(NOON.plus(Duration.ofMinutes(61)));
        await(() -> lines.list.size() == 2);
        assertThat(lines.list.getLast().getFormattedMessage()).endsWith("ahead=PT59M");
        assertThat(context.published()).isEmpty();
        context.moveTo(NOON.plus(Duration.ofHours(2)).plusSeconds(1));
        await(() -> context.saved().equals("2026-03-01T14:00:01Z"));
        assertThat(context.published()).extracting(Event::id).containsExactly("2026-03-01T14:00:01Z");
        assertThat(lines.list).hasSize(2);
    }

    @Test
    void whatIsNotMadeUpForIsCounted() {
        context.position = Optional.of("2026-03-01T11:00:00Z");
        source.start(context);
        await(() -> context.saved().equals("2026-03-01T12:00:00Z"));
        assertThat(context.published()).hasSize(3);
        assertThat(context.refused()).containsExactly("missed");
    }

    @Test
    void whatIsNotMadeUpForIsCountedOnceHoweverOftenTheBusRefuses() {
        context.position = Optional.of("2026-03-01T11:00:00Z");
        context.outcome = new Outcome.Unavailable("away", PAUSE);
        source.start(context);
        await(() -> context.published().size() >= 9);
        assertThat(context.refused()).isEmpty();
        context.outcome = new Outcome.Accepted(3, 0);
        await(() -> context.saved().equals("2026-03-01T12:00:00Z"));
        assertThat(context.refused()).containsExactly("missed");
    }

    @Test
    void withoutCatchUpWhatIsLeftOutIsCountedToo() {
        context.position = Optional.of("2026-03-01T11:00:00Z");
        try (var other = source(Map.of("schedule", "* * * * * *", "catch-up", 0))) {
            other.start(context);
            await(() -> context.saved().equals("2026-03-01T12:00:00Z"));
            assertThat(context.refused()).containsExactly("missed");
            assertThat(context.published()).isEmpty();
        }
    }

    @Test
    void whatTheBusDidNotTakeIsPublishedAgainAndNoPositionGoesPastIt() {
        source.start(context);
        await(() -> context.saved().equals("2026-03-01T12:00:00Z"));
        context.outcome = new Outcome.Indeterminate("who knows", PAUSE);
        context.moveTo(NOON.plusSeconds(1));
        await(() -> context.published().size() > 1);
        assertThat(context.saved()).isEqualTo("2026-03-01T12:00:00Z");
        context.outcome = new Outcome.Accepted(0, 1);
        await(() -> context.saved().equals("2026-03-01T12:00:01Z"));
        assertThat(context.published()).extracting(Event::id).containsOnly("2026-03-01T12:00:01Z");
    }

    @Test
    void aPositionThatMayNotBeKeptIsSavedAgain() {
        context.saving = Saved.UNKNOWN;
        source.start(context);
        await(() -> context.saves() > 0);
        context.saving = Saved.SAVED;
        await(() -> context.saves() > 1);
        assertThat(context.saved()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void anOwnerThatIsReplacedPublishesNoMore() {
        context.saving = Saved.REPLACED;
        source.start(context);
        await(() -> context.saves() > 0 && !isRunning());
        context.moveTo(NOON.plusSeconds(5));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500));
        assertThat(context.published()).isEmpty();
    }

    @Test
    void aPublisherThatFailsIsTold() {
        context.breakPublisher();
        context.position = Optional.of("2026-03-01T11:59:59Z");
        source.start(context);
        await(() -> !context.failures().isEmpty());
        assertThat(context.failures().getFirst()).hasMessageContaining("publishing has failed");
    }

    @Test
    void aPositionOfAnotherKindIsNotTakenForTheBeginning() {
        context.position = Optional.of("offset 7");
        assertThatIllegalStateException()
                .isThrownBy(() -> source.start(context))
                .withMessageContaining("offset 7");
    }

    private static boolean isRunning() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("cron-clock"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
