package dev.vigil.engine.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.journal.PersistenceConfig;
import dev.vigil.engine.membership.MembershipConfig;
import java.util.Map;
import java.util.Optional;

/** How Pekko must be configured for the engine; {@code engine.conf} says why it is as it is. */
public final class EngineConfig {
    private static final String LARGE_FRAME = "pekko.remote.artery.advanced.maximum-large-frame-size";
    /**
     * What a message to a slot takes beside its largest event: the events that were gathered into the block before it (below
     * 512 KiB, see {@link Lane}), names, offsets, references, envelopes.
     */
    private static final int ROOM_BYTES = 1 << 20;
    /** The frame into which every message to a slot fits; transports drop what is larger. */
    static final int LARGE_FRAME_BYTES = EventBlock.MOST_EVENT_BYTES + ROOM_BYTES;

    private EngineConfig() {}

    /**
     * Those settings over the engine's, the journal's included, over Pekko's own.
     *
     * @throws IllegalArgumentException if they leave too little room for the largest event
     */
    public static Config over(Config overrides, EngineSettings settings) {
        var engine = ConfigFactory.parseResources(
                EngineConfig.class, "engine.conf", ConfigParseOptions.defaults().setAllowMissing(false));
        var frame = ConfigFactory.parseMap(Map.of(LARGE_FRAME, LARGE_FRAME_BYTES), "the largest event");
        var config = ConfigFactory.defaultOverrides()
                .withFallback(overrides)
                .withFallback(MembershipConfig.of(settings.cluster(), settings.slots(), release()))
                .withFallback(engine)
                .withFallback(frame)
                .withFallback(PersistenceConfig.config())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
        if (config.getBytes(LARGE_FRAME) < LARGE_FRAME_BYTES) {
            throw new IllegalArgumentException(LARGE_FRAME + " is " + config.getBytes(LARGE_FRAME)
                    + ", expected at least " + LARGE_FRAME_BYTES + ": larger messages would be dropped");
        }
        return config;
    }

    /** The release, from the manifest of the engine's jar; empty where it runs from anything else. */
    private static Optional<String> release() {
        return Optional.ofNullable(EngineConfig.class.getPackage().getImplementationVersion());
    }
}
