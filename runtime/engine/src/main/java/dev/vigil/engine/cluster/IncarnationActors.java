package dev.vigil.engine.cluster;

import dev.vigil.engine.dispatch.Dispatch;
import dev.vigil.engine.journal.Journal;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The children of a slot that belong to one incarnation.
 *
 * @param journal writes its records
 * @param listener passes on what the journal says
 * @param results passes on what became of firings
 */
record IncarnationActors(
        ActorRef<Journal.Command> journal, ActorRef<Journal.Signal> listener, ActorRef<Dispatch.Ran> results) {
    /** Those of an incarnation that begins; the journal reads its records into that at once. */
    static IncarnationActors spawn(
            ActorContext<SlotCommand> context, int slot, long generation, Recovering recovering) {
        ActorRef<Journal.Signal> listener =
                Forwarder.spawn(context, said -> new SlotSignal.FromJournal(generation, said));
        ActorRef<Dispatch.Ran> results =
                Forwarder.spawn(context, ran -> new SlotSignal.FiringsEnded(generation, ran.results()));
        var journal = context.spawnAnonymous(Journal.create(slot, recovering, listener));
        var gone = new Journal.Failed(new IllegalStateException("the journal's actor has ended"), false);
        context.watchWith(journal, new SlotSignal.FromJournal(generation, gone));
        return new IncarnationActors(journal, listener, results);
    }

    /** The journal ends when it has written what it was told to write. */
    void stop(ActorContext<SlotCommand> context) {
        journal.tell(new Journal.Stop());
        context.stop(listener);
        context.stop(results);
    }
}
