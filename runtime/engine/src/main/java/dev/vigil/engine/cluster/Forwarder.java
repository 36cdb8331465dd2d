package dev.vigil.engine.cluster;

import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A child of a slot that passes on what it is told, marked with the incarnation it belongs to, and ends with that. */
final class Forwarder {
    private Forwarder() {}

    static <T> ActorRef<T> spawn(ActorContext<SlotCommand> context, Function<T, SlotCommand> mark) {
        var slot = context.getSelf();
        return context.spawnAnonymous(Behaviors.receiveMessage(message -> {
            slot.tell(mark.apply(message));
            return Behaviors.same();
        }));
    }
}
