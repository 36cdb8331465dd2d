package dev.vigil.engine.journal;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.EngineSettings;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;

/** An actor system with a journal: what a node is to the tests of this package. */
final class TestNode implements AutoCloseable {
    static final int SLOTS = 32;

    private final Database database;
    private final ActorSystem system;

    private TestNode(Database database) {
        this.database = database;
        var config = PersistenceConfig.config()
                .withFallback(ConfigFactory.parseString("""
                        pekko {
                          loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                          loglevel = WARNING
                          fail-mixed-versions = off
                          log-dead-letters = off
                          coordinated-shutdown.run-by-jvm-shutdown-hook = off
                        }
                        """))
                .withFallback(ConfigFactory.load());
        this.system =
                ActorSystem.create("test", ActorSystemSetup.create(BootstrapSetup.create(config), database.setup()));
    }

    static TestNode open(EngineSettings.Journal settings) {
        return new TestNode(Database.open(settings, SLOTS));
    }

    Database database() {
        return database;
    }

    ActorSystem system() {
        return system;
    }

    /** A journal of that slot and its owner. */
    TestOwner spawn(int slot) {
        return TestOwner.of(system, slot);
    }

    /** The same, recovered. */
    TestOwner recovered(int slot) throws InterruptedException {
        var owner = spawn(slot);
        owner.await(Journal.Recovered.class);
        return owner;
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        database.close();
    }
}
