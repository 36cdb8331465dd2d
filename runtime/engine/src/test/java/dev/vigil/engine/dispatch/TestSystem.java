package dev.vigil.engine.dispatch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;

/** Actor systems to test in. */
final class TestSystem {
    /** Pekko's discovery module is of another version than the rest, on purpose; see the parent pom. */
    private static final Config QUIET =
            ConfigFactory.parseString("pekko { fail-mixed-versions = off, loglevel = WARNING }");

    private TestSystem() {}

    static ActorTestKit withRealTime() {
        return ActorTestKit.create(QUIET);
    }

    static ActorTestKit withManualTime() {
        return ActorTestKit.create(QUIET.withFallback(ManualTime.config()));
    }
}
