package dev.vigil.sources.kafka;

import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceKind;

/** Sources of kind {@code kafka}: each record of some topics is one event. */
public final class KafkaKind implements SourceKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public KafkaKind() {}

    @Override
    public String kind() {
        return "kafka";
    }

    @Override
    public Source create(String name, Settings settings) {
        return new KafkaSource(KafkaSettings.from(name, settings));
    }
}
