package dev.vigil.node.client;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes events in batches, one after the other, so that their order stays. What a node cannot take now is sent again,
 * byte for byte: what it has already counts as a duplicate.
 *
 * <p>Threading: for one thread; calls block.
 *
 * <p>Failure: {@link StoppedException} at an event that is refused for good, {@link UnreachableException} and
 * {@link AnsweredException} when patience has run out; {@link #lastLine} says what was acknowledged until then.
 */
public final class Publication {
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_EVENTS = 500;
    /** Half of what a node takes unless it is told otherwise. */
    private static final int MOST_BYTES = 512 << 10;

    private final NodeClient node;
    private final Duration patience;
    private final Refusals refusals;
    private final Consumer<Publication> watcher;
    private final List<EventLine> batch = new ArrayList<>();
    private int batchBytes;
    private boolean wasReached;
    private long accepted;
    private long duplicates;
    private long refused;
    private long lastLine;

    /** What becomes of events that are refused. */
    @FunctionalInterface
    public interface Refusals {
        /** Takes note of one and goes on, or stops. */
        void refused(StoppedException why) throws StoppedException;
    }

    /**
     * Nothing published yet.
     *
     * @param patience how long one batch is tried
     * @param refusals what to do about an event that is refused
     * @param watcher is told of each batch that was acknowledged
     */
    public Publication(NodeClient node, Duration patience, Refusals refusals, Consumer<Publication> watcher) {
        this.node = node;
        this.patience = patience;
        this.refusals = refusals;
        this.watcher = watcher;
    }

    /** Publishes an event, perhaps not before more have come. */
    public void add(EventLine event)
            throws StoppedException, UnreachableException, AnsweredException, InterruptedException {
        if (batchBytes + event.json().length > MOST_BYTES) {
            flush();
        }
        batch.add(event);
        batchBytes += event.json().length + 1;
        if (batch.size() == MOST_EVENTS) {
            flush();
        }
    }

    /** Refuses a line that is no event, once all before it is acknowledged. */
    public void refuse(long line, String why)
            throws StoppedException, UnreachableException, AnsweredException, InterruptedException {
        flush();
        refusals.refused(new StoppedException(line, why));
        refused++;
    }

    /** Returns when all that was added is acknowledged or refused. */
    public void flush() throws StoppedException, UnreachableException, AnsweredException, InterruptedException {
        var events = List.copyOf(batch);
        batch.clear();
        batchBytes = 0;
        if (!events.isEmpty()) {
            send(events);
        }
    }

    /** A batch is taken whole or not at all: one that is refused is halved until what is refused is one event. */
    private void send(List<EventLine> events)
            throws StoppedException, UnreachableException, AnsweredException, InterruptedException {
        var answer = post(body(events));
        switch (answer.status()) {
            case 202 -> acknowledged(answer, events.getLast().number());
            case 400, 413 -> {
                if (events.size() == 1) {
                    refuse(events.getFirst().number(), answer.problem());
                } else {
                    send(events.subList(0, events.size() / 2));
                    send(events.subList(events.size() / 2, events.size()));
                }
            }
            default -> throw new AnsweredException(answer.problem());
        }
    }

    private void acknowledged(Answer answer, long line) throws AnsweredException {
        var counts = answer.json();
        accepted += counts.path("accepted").asLong();
        duplicates += counts.path("duplicates").asLong();
        lastLine = line;
        watcher.accept(this);
    }

    private Answer post(byte[] body) throws UnreachableException, InterruptedException {
        var began = System.nanoTime();
        while (true) {
            var pause = PAUSE;
            try {
                var answer = node.post("/events", BATCH, body);
                wasReached = true;
                pause = answer.retryAfter().orElse(PAUSE);
                if (!answer.mayPass() || isTooLong(began, pause)) {
                    return answer;
                }
                node.elsewhere();
            } catch (UnreachableException e) {
                // An address at which nobody ever answered is more likely wrong than restarting.
                if (!wasReached || isTooLong(began, pause)) {
                    throw e;
                }
            }
            Thread.sleep(pause);
        }
    }

    private boolean isTooLong(long began, Duration pause) {
        return System.nanoTime() - began + pause.toNanos() > patience.toNanos();
    }

    private static byte[] body(List<EventLine> events) {
        var body = new ByteArrayOutputStream(MOST_BYTES);
        var before = '[';
        for (var event : events) {
            body.write(before);
            body.writeBytes(event.json());
            before = ',';
        }
        body.write(']');
        return body.toByteArray();
    }

    /** How many events the bus had not. */
    public long accepted() {
        return accepted;
    }

    /** How many events the bus had already. */
    public long duplicates() {
        return duplicates;
    }

    /** How many lines were refused. */
    public long refused() {
        return refused;
    }

    /** The line up to which all is acknowledged or refused. */
    public long lastLine() {
        return lastLine;
    }
}
