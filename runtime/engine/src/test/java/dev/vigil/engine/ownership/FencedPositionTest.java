package dev.vigil.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vigil.api.SourcePosition;
import dev.vigil.api.SourcePosition.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FencedPositionTest {
    private record Written(long number, String position, CompletableFuture<Boolean> answer) {}

    private final List<Written> written = new ArrayList<>();
    private final AtomicInteger replaced = new AtomicInteger();
    private final FencedPosition position = new FencedPosition(
            Optional.of("before"),
            (number, text) -> {
                var next = new Written(number, text, new CompletableFuture<>());
                written.add(next);
                return next.answer();
            },
            replaced::incrementAndGet);

    @Test
    void oneIsWrittenAtATimeAndOfThoseThatWaitTheLast() {
        var a = save("a");
        var b = save("b");
        var c = save("c");
        assertThat(written).extracting(Written::position).containsExactly("a");
        assertThat(position.last()).contains("before");
        written.getFirst().answer().complete(true);
        assertThat(a).isCompletedWithValue(Saved.SAVED);
        assertThat(position.last()).contains("a");
        assertThat(written).extracting(Written::position).containsExactly("a", "c");
        assertThat(written).extracting(Written::number).containsExactly(1L, 2L);
        assertThat(b).isNotDone();
        written.getLast().answer().complete(true);
        assertThat(b).isCompletedWithValue(Saved.SAVED);
        assertThat(c).isCompletedWithValue(Saved.SAVED);
    }

    @Test
    void anUnknownWriteIsToldAndTheNextOneIsMade() {
        var a = save("a");
        written.getFirst().answer().completeExceptionally(new IllegalStateException("no connection"));
        assertThat(a).isCompletedWithValue(Saved.UNKNOWN);
        assertThat(position.last()).contains("before");
        var b = save("b");
        written.getLast().answer().complete(true);
        assertThat(b).isCompletedWithValue(Saved.SAVED);
        assertThat(replaced).hasValue(0);
    }

    @Test
    void aRefusedWriteTellsThatThereIsAnotherOwner() {
        var a = save("a");
        written.getFirst().answer().complete(false);
        assertThat(a).isCompletedWithValue(Saved.REPLACED);
        assertThat(replaced).hasValue(1);
        assertThat(position.last()).contains("before");
    }

    @Test
    void onceShutItRefusesAtOnceAndWaitsForWhatWasTaken() {
        var a = save("a");
        var b = save("b");
        var drained = position.shut();
        assertThat(save("c")).isCompletedWithValue(Saved.REPLACED);
        written.getFirst().answer().complete(true);
        assertThat(a).isDone();
        assertThat(drained).isNotDone();
        written.getLast().answer().complete(true);
        assertThat(b).isCompletedWithValue(Saved.SAVED);
        assertThat(drained).isDone();
        assertThat(written).hasSize(2);
    }

    @Test
    void aSourceMaySaveAgainAsSoonAsItIsTold() {
        var next = position.save("a").thenCompose(_ -> position.save("b")).toCompletableFuture();
        written.getFirst().answer().complete(true);
        assertThat(written).extracting(Written::position).containsExactly("a", "b");
        written.getLast().answer().complete(true);
        assertThat(next).isCompletedWithValue(Saved.SAVED);
    }

    @Test
    void whatNoDatabaseKeepsIsRefusedBeforeAnythingIsWritten() {
        for (var bad : List.of("a\0b", "\ud800", "x".repeat(SourcePosition.MOST_BYTES + 1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> position.save(bad));
        }
        assertThat(written).isEmpty();
        var _ = save("x".repeat(SourcePosition.MOST_BYTES));
        assertThat(written).hasSize(1);
    }

    private CompletableFuture<Saved> save(String text) {
        return position.save(text).toCompletableFuture();
    }
}
