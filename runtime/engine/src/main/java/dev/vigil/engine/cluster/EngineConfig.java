package dev.vigil.engine.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.vigil.engine.journal.PersistenceConfig;

/** How Pekko must be configured for the engine; {@code engine.conf} says why it is as it is. */
public final class EngineConfig {
    private EngineConfig() {}

    /** Those settings over the engine's, the journal's included, over Pekko's own. */
    public static Config over(Config overrides) {
        var engine = ConfigFactory.parseResources(
                EngineConfig.class, "engine.conf", ConfigParseOptions.defaults().setAllowMissing(false));
        return ConfigFactory.defaultOverrides()
                .withFallback(overrides)
                .withFallback(engine)
                .withFallback(PersistenceConfig.config())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }
}
