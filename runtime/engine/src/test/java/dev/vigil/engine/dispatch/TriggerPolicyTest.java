package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class TriggerPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final TriggerPolicy.Retry ONCE = new TriggerPolicy.Retry(1, Duration.ZERO, Duration.ZERO, 0);

    @Example
    void aPolicyThatCannotBeKeptIsRefused() {
        refused("concurrency is 0", () -> new TriggerPolicy(0, OptionalInt.empty(), SECOND, ONCE));
        refused("perSecond is 0", () -> new TriggerPolicy(1, OptionalInt.of(0), SECOND, ONCE));
        refused("perSecond is 1000001", () -> new TriggerPolicy(1, OptionalInt.of(1_000_001), SECOND, ONCE));
        refused("timeout is PT0S", () -> new TriggerPolicy(1, OptionalInt.empty(), Duration.ZERO, ONCE));
        refused("timeout is", () -> new TriggerPolicy(1, OptionalInt.empty(), Duration.ofDays(366), ONCE));
        refused("retry.attempts is 0", () -> new TriggerPolicy.Retry(0, SECOND, SECOND, 0));
        refused("retry.first is PT-1S", () -> new TriggerPolicy.Retry(1, SECOND.negated(), SECOND, 0));
        refused("retry.most is PT1S", () -> new TriggerPolicy.Retry(1, SECOND.plusNanos(1), SECOND, 0));
        refused("retry.most is", () -> new TriggerPolicy.Retry(1, SECOND, Duration.ofDays(366), 0));
        refused("retry.jitter is 1.1", () -> new TriggerPolicy.Retry(1, SECOND, SECOND, 1.1));
        refused("retry.jitter is NaN", () -> new TriggerPolicy.Retry(1, SECOND, SECOND, Double.NaN));
        refused("breaker.failures is 0", () -> new TriggerPolicy.Breaker(0, SECOND));
        refused("breaker.openFor is PT0S", () -> new TriggerPolicy.Breaker(1, Duration.ZERO));
        refused("breaker.openFor is", () -> new TriggerPolicy.Breaker(1, Duration.ofDays(366)));
    }

    private static void refused(String message, ThrowingCallable policy) {
        assertThatIllegalArgumentException().isThrownBy(policy).withMessageContaining(message);
    }
}
