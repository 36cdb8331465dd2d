package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;

class MicrometerDispatchMetersTest {
    @Example
    void everythingIsFoundUnderItsNameByTrigger() {
        var registry = new SimpleMeterRegistry();
        var pager = new MicrometerDispatchMeters(registry, "pager");
        var log = new MicrometerDispatchMeters(registry, "log");
        pager.attempt();
        pager.attempt();
        log.attempt();
        pager.timeout();
        pager.retry();
        pager.exhausted();
        pager.refused();
        pager.refused();
        pager.delivered(Duration.ofMillis(40));
        pager.level(3, 7);
        pager.paused();
        assertThat(gauge(registry, "vigil.dispatch.paused")).isOne();
        pager.resumed();
        assertThat(gauge(registry, "vigil.dispatch.paused")).isZero();
        pager.paused();

        assertThat(counter(registry, "vigil.dispatch.attempts", "trigger", "pager"))
                .isEqualTo(2);
        assertThat(counter(registry, "vigil.dispatch.attempts", "trigger", "log"))
                .isEqualTo(1);
        assertThat(counter(registry, "vigil.dispatch.timeouts", "trigger", "pager"))
                .isEqualTo(1);
        assertThat(counter(registry, "vigil.dispatch.retries", "trigger", "pager"))
                .isEqualTo(1);
        assertThat(counter(registry, "vigil.dispatch.exhausted", "trigger", "pager", "reason", "retries"))
                .isEqualTo(1);
        assertThat(counter(registry, "vigil.dispatch.exhausted", "trigger", "pager", "reason", "refused"))
                .isEqualTo(2);
        assertThat(gauge(registry, "vigil.dispatch.in.flight")).isEqualTo(3);
        assertThat(gauge(registry, "vigil.dispatch.queued")).isEqualTo(7);
        assertThat(gauge(registry, "vigil.dispatch.paused")).isOne();
        assertThat(counter(registry, "vigil.dispatch.pauses", "trigger", "pager"))
                .isEqualTo(2);
        var delivered =
                registry.get("vigil.dispatch.delivered").tag("trigger", "pager").timer();
        assertThat(delivered.count()).isOne();
        assertThat(delivered.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
    }

    private static double counter(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private static double gauge(SimpleMeterRegistry registry, String name) {
        return registry.get(name).tag("trigger", "pager").gauge().value();
    }
}
