package dev.vigil.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final List<Event> published = new ArrayList<>();
    private final Publisher publisher = events -> {
        published.addAll(events);
        return CompletableFuture.<Outcome>completedFuture(new Outcome.Accepted(events.size(), 0));
    };

    @Test
    void eachOfTheKeysGetsOneEvent() throws InterruptedException {
        var load = new Load(publisher, new Workload(1_000, 1), new Alarms(), 600);
        load.fill("f", 7); // so that the first event of the keys is not the first of all
        published.clear();
        load.eachKey("k", 100, 1_000);
        assertThat(published)
                .extracting(event -> event.subject().orElseThrow())
                .containsExactlyElementsOf(new Workload(1_000, 1).keys().subList(100, 1_000));
    }

    @Test
    void asManyEventsAsAreAskedForGoOutUnderIdsOfTheirOwn() throws InterruptedException {
        var load = new Load(publisher, new Workload(10, 1), new Alarms(), 600);
        load.fill("f", 1_003);
        load.fill("f", 0);
        assertThat(published).hasSize(1_003).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(load.accepted()).isEqualTo(1_003);
    }

    @Test
    void aBusyBusGetsTheSameAgain() throws InterruptedException {
        var refused = new AtomicInteger();
        Publisher busy = events -> refused.incrementAndGet() % 3 != 0
                ? CompletableFuture.<Outcome>completedFuture(new Outcome.Rejected("full", Duration.ofMillis(1)))
                : publisher.publish(events);
        var load = new Load(busy, new Workload(10, 1), new Alarms(), 1);
        load.fill("f", 50);
        assertThat(published).hasSize(50).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(load.accepted()).isEqualTo(50);
        assertThat(load.refused()).isZero();
    }

    @Test
    void whatIsNotAcceptedIsNotFilled() {
        Publisher full = events ->
                CompletableFuture.<Outcome>completedFuture(new Outcome.Unavailable("full", Duration.ofSeconds(1)));
        var load = new Load(full, new Workload(10, 1), new Alarms(), 600);
        assertThatThrownBy(() -> load.fill("f", 10)).hasMessageContaining("only 0 of 10 events");
    }
}
