package dev.vigil.engine.ownership;

import dev.vigil.api.SourcePosition;
import dev.vigil.engine.sensor.WellFormed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The position of one run of a source: one write at a time, and of what gathers meanwhile only the last, so that a source may
 * save as often as it likes. Refused, first by the database and then at once, when another owner is there. Thread-safe.
 */
final class FencedPosition implements SourcePosition {
    private final PositionWriter writer;
    private final Runnable replaced;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private Optional<String> last;
    private Optional<Waiting> waiting = Optional.empty();
    private long number;
    private boolean isWriting;
    private boolean isShut;

    private record Waiting(String position, CompletableFuture<Saved> saved) {}

    /**
     * A position.
     *
     * @param last what was saved last
     * @param replaced told once it is known that there is another owner
     */
    FencedPosition(Optional<String> last, PositionWriter writer, Runnable replaced) {
        this.last = last;
        this.writer = writer;
        this.replaced = replaced;
    }

    @Override
    public synchronized Optional<String> last() {
        return last;
    }

    @Override
    public CompletionStage<Saved> save(String position) {
        check(position);
        CompletableFuture<Saved> saved;
        synchronized (this) {
            if (isShut) {
                return CompletableFuture.completedFuture(Saved.REPLACED);
            }
            saved = waiting.map(Waiting::saved).orElseGet(CompletableFuture::new);
            waiting = Optional.of(new Waiting(position, saved));
        }
        writeNext();
        return saved.copy();
    }

    private static void check(String position) {
        int bytes = position.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a position of " + bytes + " bytes; expected at most " + MOST_BYTES + " in UTF-8");
        }
        if (position.indexOf('\0') >= 0 || !WellFormed.is(position)) {
            throw new IllegalArgumentException(
                    "a position with the character 0 or half of a surrogate pair; expected text that a database keeps");
        }
    }

    private void writeNext() {
        Waiting next;
        long mine;
        synchronized (this) {
            if (isWriting || waiting.isEmpty()) {
                return;
            }
            next = waiting.get();
            waiting = Optional.empty();
            isWriting = true;
            mine = ++number;
        }
        var _ = CompletableFuture.completedFuture(next)
                .thenCompose(position -> writer.write(mine, position.position()))
                .handle((isOwner, failure) -> failure == null ? saved(isOwner) : Saved.UNKNOWN)
                .thenAccept(saved -> written(next, saved));
    }

    private static Saved saved(boolean isOwner) {
        return isOwner ? Saved.SAVED : Saved.REPLACED;
    }

    private void written(Waiting done, Saved saved) {
        if (saved == Saved.REPLACED) {
            replaced.run();
        }
        synchronized (this) {
            if (saved == Saved.SAVED) {
                last = Optional.of(done.position());
            }
        }
        done.saved().complete(saved);
        boolean isLast;
        synchronized (this) {
            isWriting = false;
            isLast = isShut && waiting.isEmpty();
        }
        if (isLast) {
            drained.complete(null);
        } else {
            writeNext();
        }
    }

    /** Takes nothing from now on; completes when it is known what became of all that was taken. */
    CompletableFuture<Void> shut() {
        boolean isIdle;
        synchronized (this) {
            isShut = true;
            isIdle = !isWriting && waiting.isEmpty();
        }
        if (isIdle) {
            drained.complete(null);
        }
        return drained;
    }
}
