package dev.vigil.node.kill.sensors;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;

/** Remembers every delivery of a repository, where its events are kept, and fires at every third. */
public final class RepositoryLedger extends Sensor<Ledger> {
    /** At every how many deliveries it fires. */
    public static final int STRIDE = 3;

    /** What the trigger gets. */
    public record Third(String key, String delivery, long count) {}

    /** Made by the node, by its name. */
    public RepositoryLedger() {}

    @Override
    public Subscription subscription() {
        return Subscription.to("*")
                .keyedBy(event -> event.text("/repository/full_name"))
                .startingAt(StartPosition.earliest());
    }

    @Override
    public Ledger initialState(String key) {
        return Ledger.empty();
    }

    @Override
    public Effect<Ledger> onEvent(Ledger state, Event event, Context context) {
        var next = state.with(event.id());
        var effect = Effect.become(next);
        return next.count() % STRIDE == 0
                ? effect.fire("sink", new Third(context.key(), event.id(), next.count()))
                : effect;
    }
}
