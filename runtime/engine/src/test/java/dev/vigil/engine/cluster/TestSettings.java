package dev.vigil.engine.cluster;

import dev.vigil.engine.EngineSettings;

/** Settings for tests. */
public final class TestSettings {
    /** Of an engine that never opens its journal. */
    public static final EngineSettings WITHOUT_JOURNAL =
            EngineSettings.of(new EngineSettings.Journal("jdbc:h2:mem:none", "", "", 1));

    private TestSettings() {}
}
