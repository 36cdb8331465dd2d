package dev.vigil.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import dev.vigil.api.SourcePosition.Saved;
import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.SourceReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourceRunTest {
    private static final List<Event> EVENTS = List.of(Event.of("s", "1", "t").build());

    private final LinkedBlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Boolean> written = new CompletableFuture<>();
    private final CompletableFuture<Work> given = new CompletableFuture<>();

    /** What a source was given. */
    private record Work(Publisher publisher, SourcePosition position, SourceReport report) {}

    /** Says when it is closed. */
    private final class Telling implements Source {
        @Override
        public void start(SourceContext context) {}

        @Override
        public void close() {
            said.add("close");
        }
    }

    @Test
    void whatThrowsAtTheStartIsToldAlsoWhereItIsAnError() throws Exception {
        var run = run((_, _, _) -> {
            throw new NoClassDefFoundError("org/acme/Clock");
        });
        run.begin();
        assertThat(next())
                .isInstanceOfSatisfying(
                        SourceRun.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("org/acme/Clock"));
        run.close();
        assertThat(run.ended().get(20, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void aSourceIsClosedOnceAfterItsStartHasReturned() throws Exception {
        var mayStart = new CompletableFuture<Void>();
        var run = run((_, _, _) -> {
            mayStart.join();
            return new Telling();
        });
        run.begin();
        run.close();
        run.close();
        assertThat(said).isEmpty();
        mayStart.complete(null);
        assertThat(next()).isEqualTo(new SourceRun.Started());
        assertThat(next()).isEqualTo("close");
        assertThat(next()).isEqualTo(new SourceRun.Closed());
        assertThat(run.ended().get(20, TimeUnit.SECONDS)).isNull();
        assertThat(said).isEmpty();
    }

    @Test
    void theEndWaitsForWhatWasPublishedAndForWhatIsSavedThen() throws Exception {
        var run = running();
        var work = given.join();
        var saved = work.publisher()
                .publish(EVENTS)
                .thenCompose(_ -> work.position().save("1"))
                .toCompletableFuture();
        run.close();
        assertThat(next()).isEqualTo("close");
        assertThat(said).isEmpty();
        outcome.complete(new Outcome.Accepted(1, 0));
        assertThat(run.ended()).isNotDone();
        written.complete(true);
        assertThat(next()).isEqualTo(new SourceRun.Closed());
        assertThat(saved.join()).isEqualTo(Saved.SAVED);
    }

    @Test
    void aReplacedSourceIsCutOffBeforeItIsClosed() throws Exception {
        running();
        var work = given.join();
        var refused = work.position().save("1").toCompletableFuture();
        written.complete(false);
        assertThat(refused.join()).isEqualTo(Saved.REPLACED);
        assertThat(next()).isEqualTo(new SourceRun.Replaced());
        assertThat(work.publisher().publish(EVENTS).toCompletableFuture().join())
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(work.position().save("2").toCompletableFuture().join()).isEqualTo(Saved.REPLACED);
        assertThat(said).isEmpty();
    }

    @Test
    void aSourceThatThrowsWhenItIsClosedHasEndedAllTheSame() throws Exception {
        var run = run((_, _, _) -> new Source() {
            @Override
            public void start(SourceContext context) {}

            @Override
            public void close() {
                throw new IllegalStateException("not now");
            }
        });
        run.begin();
        assertThat(next()).isEqualTo(new SourceRun.Started());
        run.close();
        assertThat(next()).isEqualTo(new SourceRun.Closed());
    }

    @Test
    void aSourceThatFailsAfterItsStartSaysSoOnceAndNotOnceItIsBeingClosed() throws Exception {
        var run = running();
        var cause = new IllegalStateException("the connection is gone");
        given.join().report().failed(cause);
        given.join().report().failed(new IllegalStateException("again"));
        assertThat(next()).isEqualTo(new SourceRun.Died(cause));
        run.close();
        assertThat(next()).isEqualTo("close");
        given.join().report().failed(cause);
        assertThat(next()).isEqualTo(new SourceRun.Closed());
        assertThat(said).isEmpty();
    }

    @Test
    void theEndOfASourceThatIsBeingClosedIsNoFailure() throws Exception {
        var run = running();
        run.close();
        given.join().report().failed(new IllegalStateException("interrupted"));
        assertThat(next()).isEqualTo("close");
        assertThat(next()).isEqualTo(new SourceRun.Closed());
        assertThat(said).isEmpty();
    }

    @Test
    void whatASourceSaysOfItselfWhileItIsBeingStartedIsToldAfterItsStart() throws Exception {
        var cause = new IllegalStateException("at once");
        run((_, _, report) -> {
                    report.failed(cause);
                    return new Telling();
                })
                .begin();
        assertThat(next()).isEqualTo(new SourceRun.Started());
        assertThat(next()).isEqualTo(new SourceRun.Died(cause));
    }

    @Test
    void whatASourceWaitsForIsKnownUntilItDoesNotWaitOrHasToBeClosed() throws Exception {
        var run = running();
        assertThat(run.trouble()).isEmpty();
        given.join().report().troubled("no broker");
        assertThat(run.trouble()).contains("no broker");
        given.join().report().untroubled();
        assertThat(run.trouble()).isEmpty();
        given.join().report().troubled("no broker");
        run.close();
        assertThat(run.trouble()).isEmpty();
    }

    @Test
    void whatASourceWaitedForIsNoMatterOnceItHasFailed() throws Exception {
        var run = running();
        given.join().report().troubled("no broker");
        given.join().report().failed(new IllegalStateException("and none will come"));
        assertThat(run.trouble()).isEmpty();
    }

    private SourceRun running() throws InterruptedException {
        var run = run((publisher, position, report) -> {
            given.complete(new Work(publisher, position, report));
            return new Telling();
        });
        run.begin();
        assertThat(next()).isEqualTo(new SourceRun.Started());
        return run;
    }

    private SourceRun run(OwnedSource source) {
        return new SourceRun("clock", source, Optional.empty(), (_, _) -> written, _ -> outcome, said::add);
    }

    private Object next() throws InterruptedException {
        var next = said.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("something is said").isNotNull();
        return next;
    }
}
