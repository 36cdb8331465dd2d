package dev.vigil.engine.cluster;

import dev.vigil.engine.dispatch.Dispatch;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Slot;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Takes firings that are on disk to their triggers. Thread-safe. */
interface Triggers {
    /** Runs them; each is answered once, in no particular order. */
    void run(List<PendingFiring> firings, Slot slot, ActorRef<Dispatch.Ran> replyTo);

    /** Nobody waits for that owner's firings any more. */
    void cancel(ActorRef<Dispatch.Ran> replyTo);
}
