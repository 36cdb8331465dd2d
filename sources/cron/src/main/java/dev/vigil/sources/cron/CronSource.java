package dev.vigil.sources.cron;

import dev.vigil.api.Outcome;
import dev.vigil.api.Placement;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the ticks of a clock, on one node at a time. A tick is named by its time, so one that is published again by the next
 * owner, or after an answer that was lost, is recognised.
 *
 * <p>Threading: all it does it does on a thread of its own.
 */
final class CronSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(CronSource.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    /** Under which ticks are counted that are left out for good. */
    private static final String MISSED = "missed";

    private final CronSettings settings;
    /** What still comes in once it is closed is dropped. */
    private final ScheduledExecutorService thread;

    CronSource(CronSettings settings) {
        this.settings = settings;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("cron-" + settings.name()).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Placement placement() {
        return Placement.ONE_NODE;
    }

    @Override
    public void start(SourceContext context) {
        var last = context.position().last().map(CronSource::position);
        var now = context.clock().instant();
        var run = new Run(context, new Ticks(settings.schedule(), settings.catchUp(), last, now));
        if (run.ticks.leavesOutBefore()) {
            context.refused(MISSED);
        }
        // Where it begins is kept as well: the next owner must not begin later.
        run.step(() -> {
            run.save();
            run.look();
        });
    }

    private static Instant position(String saved) {
        try {
            return Instant.parse(saved);
        } catch (DateTimeException e) {
            throw new IllegalStateException(
                    "the position \"" + saved + "\" is not a clock's: is a source of another kind known by this name?",
                    e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** One owner's time with the clock; on its thread only. */
    private final class Run {
        private final SourceContext context;
        private final Ticks ticks;
        private final AheadWatch watch = new AheadWatch();
        private @Nullable Instant saved;
        private boolean isSaving;

        Run(SourceContext context, Ticks ticks) {
            this.context = context;
            this.ticks = ticks;
        }

        void look() {
            var now = context.clock().instant();
            var ahead = ticks.ahead(now);
            if (watch.isToBeTold(ahead, now)) {
                LOG.warn(
                        "a clock was ahead, no tick until this one has come as far source={} position={} ahead={}",
                        settings.name(),
                        ticks.position(),
                        ahead);
            }
            var due = ticks.due(now);
            if (due.isEmpty()) {
                save();
                later(ticks.sleep(now));
            } else {
                publish(due);
            }
        }

        private void publish(List<Instant> due) {
            var _ = context.publisher()
                    .publish(due.stream().map(settings::event).toList())
                    .whenComplete(
                            (outcome, failure) -> step(() -> onOutcome(due, Optional.ofNullable(outcome), failure)));
        }

        private void onOutcome(List<Instant> due, Optional<Outcome> outcome, @Nullable Throwable failure) {
            switch (outcome.orElseThrow(() -> new IllegalStateException("publishing has failed", failure))) {
                case Outcome.Accepted _ -> {
                    if (ticks.leavesOut(due)) {
                        context.refused(MISSED);
                    }
                    ticks.published(due.getLast());
                    save();
                    look();
                }
                case Outcome.Rejected(var _, var pause) -> later(notBelow(SHORTEST_PAUSE, pause));
                case Outcome.Unavailable(var _, var pause) -> later(notBelow(SHORTEST_PAUSE, pause));
                case Outcome.Indeterminate(var _, var pause) -> later(notBelow(SHORTEST_PAUSE, pause));
            }
        }

        /** What could not be saved is tried again with the next look. */
        private void save() {
            var position = ticks.position();
            if (!isSaving && !position.equals(saved)) {
                isSaving = true;
                var _ = context.position()
                        .save(position.toString())
                        .whenComplete((result, _) -> step(() -> onSaved(position, result)));
            }
        }

        private void onSaved(Instant position, SourcePosition.@Nullable Saved result) {
            isSaving = false;
            if (result == SourcePosition.Saved.SAVED) {
                saved = position;
            } else if (result == SourcePosition.Saved.REPLACED) {
                close();
            }
        }

        private void later(Duration pause) {
            var _ = thread.schedule(() -> guarded(this::look), pause.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void step(Runnable step) {
            thread.execute(() -> guarded(step));
        }

        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                context.failed(e);
            }
        }
    }

    private static Duration notBelow(Duration least, Duration pause) {
        return pause.compareTo(least) < 0 ? least : pause;
    }
}
