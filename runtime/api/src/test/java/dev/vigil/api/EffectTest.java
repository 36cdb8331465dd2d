package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectTest {
    private static final Event EVENT = Event.of("/s", "1", "t").build();

    @Test
    void eachKindOfChangeIsWhatItSays() {
        assertThat(Effect.none().change()).isEqualTo(new Effect.Keep<>());
        assertThat(Effect.become("state").change()).isEqualTo(new Effect.Become<>("state"));
        assertThat(Effect.forget().change()).isEqualTo(new Effect.Forget<>());
        assertThat(Effect.reject("why").change()).isEqualTo(new Effect.Reject<>("why"));
    }

    @Test
    void actionsStayInTheOrderInWhichTheyWereAdded() {
        var effect = Effect.become("state")
                .fire("pager", 1)
                .timer("later", Duration.ofSeconds(1))
                .publish(EVENT)
                .cancelTimer("sooner")
                .fire("pager", 2);
        assertThat(effect.actions())
                .containsExactly(
                        new Effect.Fire("pager", 1),
                        new Effect.SetTimer("later", Duration.ofSeconds(1)),
                        new Effect.Publish(EVENT),
                        new Effect.CancelTimer("sooner"),
                        new Effect.Fire("pager", 2));
        assertThat(effect.change()).isEqualTo(new Effect.Become<>("state"));
    }

    @Test
    void anEffectIsNeverChanged() {
        var first = Effect.<String>none();
        first.fire("pager", 1);
        assertThat(first.actions()).isEmpty();
        assertThat(Effect.none().actions()).isEmpty();
        var second = first.fire("pager", 1);
        assertThat(second.fire("a", 1).actions()).hasSize(2);
        assertThat(second.actions()).isEqualTo(List.of(new Effect.Fire("pager", 1)));
    }

    @Test
    void onlyARejectionHasAReason() {
        assertThat(Effect.reject("why").rejection()).contains("why");
        assertThat(Effect.none().rejection()).isEmpty();
        assertThat(Effect.become("state").rejection()).isEmpty();
        assertThat(Effect.forget().rejection()).isEmpty();
    }

    @Test
    void aRejectionHasNoOtherEffect() {
        var rejection = Effect.reject("why");
        assertThatIllegalStateException().isThrownBy(() -> rejection.fire("pager", 1));
        assertThatIllegalStateException().isThrownBy(() -> rejection.publish(EVENT));
        assertThatIllegalStateException().isThrownBy(() -> rejection.timer("t", Duration.ZERO));
        assertThatIllegalStateException().isThrownBy(() -> rejection.cancelTimer("t"));
    }
}
