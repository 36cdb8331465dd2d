package dev.vigil.node.kill.sensors;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;

/** Remembers every delivery that a person caused, away from where its events are kept, and fires at every issue. */
public final class SenderLedger extends Sensor<Ledger> {
    /** What the trigger gets. */
    public record Issue(String sender, String delivery) {}

    /** Made by the node, by its name. */
    public SenderLedger() {}

    @Override
    public Subscription subscription() {
        return Subscription.to("*")
                .keyedBy(event -> event.text("/sender/login"))
                .startingAt(StartPosition.earliest());
    }

    @Override
    public Ledger initialState(String key) {
        return Ledger.empty();
    }

    @Override
    public Effect<Ledger> onEvent(Ledger state, Event event, Context context) {
        var effect = Effect.become(state.with(event.id()));
        return event.type().equals("issues") ? effect.fire("sink", new Issue(context.key(), event.id())) : effect;
    }
}
