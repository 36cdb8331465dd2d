package dev.vigil.engine.journal;

import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.setup.Setup;

/** Tells an actor system, and so the plugins it creates by reflection, which database its journals are in. */
final class JournalSetup extends Setup {
    private final Database database;

    JournalSetup(Database database) {
        this.database = database;
    }

    static Database database(ActorSystemSetup setup) {
        return setup.get(JournalSetup.class)
                .orElseThrow(() -> new IllegalStateException(
                        "the actor system was created without Database.setup(), so that it has no journal"))
                .database;
    }
}
