package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.dispatch.Dispatch;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotSettings;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DispatchTriggersTest {
    private static final ActorTestKit KIT = ActorTestKit.create(
            "triggers", ConfigFactory.parseString("pekko { fail-mixed-versions = off, loglevel = WARNING }"));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aFiringWhoseTriggerIsMissingIsGivenUpWithoutAnAttempt() {
        var triggers = DispatchTriggers.start(
                KIT.system(), Map.of(), new SimpleMeterRegistry(), Tracing.OFF, InstantSource.system(), () -> true);
        var replies = KIT.<Dispatch.Ran>createTestProbe();
        triggers.run(List.of(new PendingFiring("f1", 0, "k", "pager", new byte[0], 0)), slot(), replies.ref());
        assertThat(replies.receiveMessage(Duration.ofSeconds(20)).results())
                .containsExactly(new FiringResult.Exhausted("f1", "there is no trigger named 'pager'", 0));
    }

    private static Slot slot() {
        var runner = new SensorRunner<>("by-device", new PekkoEngineIT.Sums(""), 1);
        var slot = new Slot(new SlotSettings(0, 1, 10, Duration.ofHours(1), 10, Integer.MAX_VALUE), List.of(runner));
        slot.apply(slot.open("node", 0).record(), 0);
        return slot;
    }
}
