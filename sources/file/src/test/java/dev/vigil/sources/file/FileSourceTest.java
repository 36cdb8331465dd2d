package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Placement;
import dev.vigil.api.SourcePosition.Saved;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileSourceTest {
    private final Scene scene = new Scene(Map.of("follow", true, "poll", "10ms"));
    private final RecordingContext context = new RecordingContext(Scene.NOON);
    private final FileSource source = new FileSource(scene.settings);

    @AfterEach
    void close() {
        source.close();
        scene.close();
    }

    @Test
    void itRunsOnOneNode() {
        assertThat(source.placement()).isEqualTo(Placement.ONE_NODE);
    }

    @Test
    void whatIsWrittenIsPublishedAndThenSaved() {
        source.start(context);
        scene.write("log", "1\n");
        await(() -> context.saved().contains(" 2 2 "));
        scene.append("log", "2\n");
        await(() -> context.saved().contains(" 4 3 "));
        assertThat(context.published()).extracting(Event::dataAsText).containsExactly("1", "2");
    }

    @Test
    void nothingIsPublishedBeforeTheFileHasANumberThatIsSaved() {
        context.saving = Saved.UNKNOWN;
        scene.write("log", "1\n");
        source.start(context);
        await(() -> context.saves() > 1);
        assertThat(context.published()).isEmpty();
        context.saving = Saved.SAVED;
        await(() -> context.saved().contains(" 2 2 "));
    }

    @Test
    void whatTheBusDidNotTakeIsPublishedAgainAndNoPositionGoesPastIt() {
        context.outcome = new Outcome.Unavailable("away", Duration.ofMillis(1));
        scene.write("log", "1\n");
        source.start(context);
        await(() -> context.published().size() > 2);
        assertThat(context.saves()).isEqualTo(1);
        context.outcome = new Outcome.Accepted(0, 1);
        await(() -> context.saved().contains(" 2 2 "));
        assertThat(context.published().stream().map(Event::id).distinct()).hasSize(1);
    }

    @Test
    void anOwnerThatIsReplacedPublishesNoMore() {
        context.saving = Saved.REPLACED;
        scene.write("log", "1\n");
        source.start(context);
        await(() -> context.saves() > 0);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(context.published()).isEmpty();
        assertThat(context.saves()).isEqualTo(1);
    }

    @Test
    void refusedLinesAreCountedOnceTheyAreOnTheBus() {
        context.outcome = new Outcome.Indeterminate("who knows", Duration.ofMillis(1));
        scene.write("log", "{\n");
        source.start(context);
        await(() -> context.published().size() > 2);
        assertThat(context.refused()).isEmpty();
        context.outcome = new Outcome.Accepted(1, 0);
        await(() -> context.saved().contains(" 2 2 "));
        assertThat(context.refused()).containsExactly("malformed");
    }

    @Test
    void aPublisherThatFailsIsTold() {
        context.breakPublisher();
        scene.write("log", "1\n");
        source.start(context);
        await(() -> !context.failures().isEmpty());
        assertThat(context.failures().getFirst()).hasMessageContaining("publishing has failed");
    }

    @Test
    void aPositionOfAnotherKindIsNotTakenForTheBeginning() {
        for (var position : new String[] {"2026-03-01T12:00:00Z", "files 1 x", "files 1 2\n1 2 3", ""}) {
            context.position = Optional.of(position);
            assertThatIllegalStateException()
                    .isThrownBy(() -> source.start(context))
                    .withMessageContaining("is a source of another kind known by this name?");
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
