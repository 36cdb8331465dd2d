package dev.vigil.sources.file;

import dev.vigil.api.Outcome;
import dev.vigil.api.Placement;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is in the files of a folder, on one node at a time.
 *
 * <p>Threading: all it does it does on a thread of its own, which waits for the file system, and for nothing else.
 */
final class FileSource implements Source {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final FileSettings settings;
    /** What still comes in once it is closed is dropped. */
    private final ScheduledThreadPoolExecutor thread;

    FileSource(FileSettings settings) {
        this.settings = settings;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("file-" + settings.name()).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Placement placement() {
        return Placement.ONE_NODE;
    }

    @Override
    public void start(SourceContext context) {
        var notices = new Notices(settings.name(), context::refused);
        var run = new Run(context, new Intake(settings, context.position().last(), notices));
        run.step(run::goOn);
    }

    @Override
    public void close() {
        thread.shutdown(); // an interrupt would look like a file that cannot be read
    }

    /** One owner's time with the files; on its thread only. */
    private final class Run {
        private final SourceContext context;
        private final Intake intake;
        private Duration pause = SHORTEST_PAUSE;

        Run(SourceContext context, Intake intake) {
            this.context = context;
            this.intake = intake;
        }

        void goOn() {
            switch (intake.next(context.clock().instant())) {
                case Intake.Step.Publish(var events) -> {
                    var _ = context.publisher()
                            .publish(events)
                            .whenComplete(
                                    (outcome, failure) -> step(() -> onOutcome(Optional.ofNullable(outcome), failure)));
                }
                case Intake.Step.Save(var position) -> {
                    var _ = context.position()
                            .save(position)
                            .whenComplete((saved, failure) -> step(() -> onSaved(Optional.ofNullable(saved), failure)));
                }
                case Intake.Step.Rest(var rest) -> later(rest);
            }
        }

        private void onOutcome(Optional<Outcome> outcome, @Nullable Throwable failure) {
            switch (outcome.orElseThrow(() -> new IllegalStateException("publishing has failed", failure))) {
                case Outcome.Accepted _ -> done();
                case Outcome.Rejected(var _, var least) -> tryAgain(least);
                case Outcome.Unavailable(var _, var least) -> tryAgain(least);
                case Outcome.Indeterminate(var _, var least) -> tryAgain(least);
            }
        }

        private void onSaved(Optional<SourcePosition.Saved> saved, @Nullable Throwable failure) {
            var known = saved.orElseThrow(() -> new IllegalStateException("saving has failed", failure));
            if (known == SourcePosition.Saved.SAVED) {
                done();
            } else if (known == SourcePosition.Saved.UNKNOWN) {
                tryAgain(Duration.ZERO);
            } else {
                close();
            }
        }

        private void done() {
            pause = SHORTEST_PAUSE;
            intake.done();
            goOn();
        }

        /** The pause doubles from one try to the next. */
        private void tryAgain(Duration least) {
            later(least.compareTo(pause) > 0 ? least : pause);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }

        private void later(Duration rest) {
            var _ = thread.schedule(() -> guarded(this::goOn), rest.toNanos(), TimeUnit.NANOSECONDS);
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
}
