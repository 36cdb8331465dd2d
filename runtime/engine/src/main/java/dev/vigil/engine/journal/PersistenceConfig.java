package dev.vigil.engine.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

/** How Pekko must be configured for a {@link Journal}. */
public final class PersistenceConfig {
    private PersistenceConfig() {}

    /** The part of an actor system's configuration that is the journal's; {@code journal.conf} says why it is as it is. */
    public static Config config() {
        return ConfigFactory.parseResources(
                PersistenceConfig.class,
                "journal.conf",
                ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
