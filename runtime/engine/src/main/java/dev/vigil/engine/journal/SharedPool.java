package dev.vigil.engine.journal;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.jdbc.db.SlickDatabase;
import org.apache.pekko.persistence.jdbc.db.SlickDatabaseProvider;

/** Gives pekko-persistence-jdbc the pool of the {@link Database} that the actor system was created with. */
public final class SharedPool implements SlickDatabaseProvider {
    private final SlickPool pool;

    /** Called by reflection, see {@code journal.conf}. */
    public SharedPool(ActorSystem system) {
        this.pool = JournalSetup.database(system.settings().setup()).slick();
    }

    @Override
    public SlickDatabase database(Config plugin) {
        return pool;
    }
}
