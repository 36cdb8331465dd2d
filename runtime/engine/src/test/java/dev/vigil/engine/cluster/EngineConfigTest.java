package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.event.EventBlock;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
    private static final String FRAME = "pekko.remote.artery.advanced.maximum-large-frame-size";

    @Test
    void aFrameHoldsTheLargestEventAndAMebibyte() {
        assertThat(EngineConfig.over(ConfigFactory.empty(), TestSettings.WITHOUT_JOURNAL)
                        .getBytes(FRAME))
                .isEqualTo(EventBlock.MOST_EVENT_BYTES + (1L << 20));
        assertThat(EngineConfig.over(ConfigFactory.parseString(FRAME + " = 64 MiB"), TestSettings.WITHOUT_JOURNAL)
                        .getBytes(FRAME))
                .isEqualTo(64L << 20);
    }

    @Test
    void aFrameThatWouldDropTheLargestEventIsRefused() {
        assertThatThrownBy(() ->
                        EngineConfig.over(ConfigFactory.parseString(FRAME + " = 4 MiB"), TestSettings.WITHOUT_JOURNAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(FRAME + " is 4194304, expected at least 33554432: larger messages would be dropped");
    }

    @Test
    void nothingIsWrittenInTheWayOfJavaOrByJackson() {
        var actor = EngineConfig.over(ConfigFactory.empty(), TestSettings.WITHOUT_JOURNAL)
                .getConfig("pekko.actor");
        assertThat(actor.getBoolean("allow-java-serialization")).isFalse();
        assertThat(actor.getObject("serialization-bindings").unwrapped())
                .containsEntry("dev.vigil.engine.cluster.WireMessage", "vigil-wire");
        assertThat(actor.getObject("serialization-bindings").unwrapped().values())
                .doesNotContain("jackson-json", "jackson-cbor");
    }
}
