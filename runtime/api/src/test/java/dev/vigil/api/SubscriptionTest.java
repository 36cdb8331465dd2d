package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final Event EVENT =
            Event.of("/plant", "1", "reading").subject("boiler").build();

    @Test
    void unlessToldItIsForAnySourceKeyedBySubjectFromNowOn() {
        var subscription = Subscription.to("a", "b.*");
        assertThat(subscription.types()).containsExactly("a", "b.*");
        assertThat(subscription.sources()).containsExactly("*");
        assertThat(subscription.key().apply(EVENT)).contains("boiler");
        assertThat(subscription.start()).isEqualTo(StartPosition.latest());
    }

    @Test
    void eachStepChangesOneThingAndKeepsTheOthers() {
        var start = StartPosition.at(Instant.EPOCH);
        var subscription = Subscription.to("a")
                .from("/plant/*", "/depot")
                .keyedBy(event -> event.text("/line"))
                .startingAt(start);
        assertThat(subscription.types()).containsExactly("a");
        assertThat(subscription.sources()).containsExactly("/plant/*", "/depot");
        assertThat(subscription.key().apply(EVENT)).isEmpty();
        assertThat(subscription.start()).isEqualTo(start);
    }

    @Test
    void aStepLeavesTheOneBeforeAsItWas() {
        var before = Subscription.to("a");
        assertThat(before.from("/plant").sources()).containsExactly("/plant");
        assertThat(before.sources()).containsExactly("*");
    }

    @Test
    void thereMustBeSomethingToMatch() {
        assertThatIllegalArgumentException().isThrownBy(Subscription::to);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subscription.to("a").from());
    }

    @Test
    void theListsAreItsOwn() {
        var types = new ArrayList<>(List.of("a"));
        var subscription = new Subscription(types, List.of("*"), Event::subject, StartPosition.earliest());
        types.add("b");
        assertThat(subscription.types()).containsExactly("a");
    }
}
