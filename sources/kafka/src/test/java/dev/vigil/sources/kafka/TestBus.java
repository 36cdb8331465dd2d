package dev.vigil.sources.kafka;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.SourceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bus that answers when a test says so, and its time moves when a test says so; or at once, in real time. Thread-safe. */
final class TestBus implements SourceContext, Publisher {
    private final List<Event> onDisk = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private volatile boolean answersAtOnce;
    private volatile int mostBytes = Integer.MAX_VALUE;

    /** Events that were handed over, and the answer that is owed. */
    record Call(List<Event> events, CompletableFuture<Outcome> answer) {}

    static TestBus thatAnswersAtOnce() {
        var bus = new TestBus();
        bus.answersAtOnce = true;
        return bus;
    }

    /** As if events had such a limit; the real one leaves room for what stands for a record that was refused. */
    void takeNoneAbove(int bytes) {
        mostBytes = bytes;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    List<Event> onDisk() {
        return onDisk;
    }

    List<String> idsOnDisk() {
        return onDisk.stream().map(Event::id).toList();
    }

    List<String> refused() {
        return refused;
    }

    /** What kept the source waiting; empty text where that was over. */
    List<String> troubles() {
        return troubles;
    }

    List<Throwable> failures() {
        return failures;
    }

    /** Calls that have no answer yet. */
    List<Call> open() {
        return calls.stream().filter(call -> !call.answer().isDone()).toList();
    }

    /** Takes what is open, and says so. */
    void accept() {
        for (var call : open()) {
            onDisk.addAll(call.events());
            call.answer().complete(new Outcome.Accepted(call.events().size(), 0));
        }
    }

    /** Takes nothing of what is open. */
    void answer(Outcome outcome) {
        open().forEach(call -> call.answer().complete(outcome));
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        if (events.stream().anyMatch(this::isTooLarge)) {
            throw new IllegalArgumentException("an event is longer than " + mostBytes + " bytes");
        }
        var call = new Call(new ArrayList<>(events), new CompletableFuture<>());
        calls.add(call);
        if (answersAtOnce) {
            accept();
        }
        return call.answer();
    }

    private boolean isTooLarge(Event event) {
        return event.data().remaining() > mostBytes && !event.type().equals(RejectedRecord.TYPE);
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Publisher publisher() {
        return this;
    }

    @Override
    public InstantSource clock() {
        return answersAtOnce ? InstantSource.system() : () -> now;
    }

    @Override
    public void refused(String reason) {
        refused.add(reason);
    }

    @Override
    public void troubled(String trouble) {
        troubles.add(trouble);
    }

    @Override
    public void untroubled() {
        troubles.add("");
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }
}
