package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Trigger;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;

class LandingsTest {
    private final AtomicInteger wakings = new AtomicInteger();
    private final Landings<Integer> landings = new Landings<>(wakings::incrementAndGet);

    @Example
    void itsHandlerIsWokenOnceForAllThatGather() {
        land("a");
        land("b");
        assertThat(wakings).hasValue(1);
        landings.work();
        assertThat(polled()).isEqualTo("a");
        assertThat(polled()).isEqualTo("b");
        assertThat(landings.poll()).isNull();
        landings.rest();
        assertThat(wakings).hasValue(1);
        land("c");
        assertThat(wakings).hasValue(2);
    }

    @Example
    void itsHandlerIsNotWokenForWhatItFindsAtWork() {
        landings.work();
        land("a");
        assertThat(polled()).isEqualTo("a");
        landings.rest();
        assertThat(wakings).hasValue(0);
    }

    @Example
    void itsHandlerIsWokenForWhatItLeaves() {
        landings.work();
        land("a");
        landings.rest();
        assertThat(wakings).hasValue(1);
    }

    private void land(String cause) {
        var task = new Task<>(Firings.of("f", "k"), 1);
        landings.land(new Flight<>(task, 0), new Trigger.Refused(cause));
    }

    private String polled() {
        var landing = landings.poll();
        assertThat(landing).isNotNull();
        return ((Trigger.Refused) landing.result()).cause();
    }
}
