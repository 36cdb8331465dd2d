package dev.vigil.engine.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.vigil.engine.journal.PersistenceConfig;

/** How Pekko must be configured for the engine; {@code engine.conf} says why it is as it is. */
public final class EngineConfig {
    private EngineConfig() {}

    /** The engine's settings of Pekko, the journal's included. */
    public static Config config() {
        var engine = ConfigFactory.parseResources(
                EngineConfig.class, "engine.conf", ConfigParseOptions.defaults().setAllowMissing(false));
        return engine.withFallback(PersistenceConfig.config());
    }

    /** Those settings over the engine's, over Pekko's own. */
    static Config under(Config overrides) {
        return ConfigFactory.defaultOverrides()
                .withFallback(overrides)
                .withFallback(config())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }
}
