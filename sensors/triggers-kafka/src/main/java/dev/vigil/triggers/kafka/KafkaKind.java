package dev.vigil.triggers.kafka;

import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.TriggerKind;

/** Triggers of kind {@code kafka}: a record to a configured topic. */
public final class KafkaKind implements TriggerKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public KafkaKind() {}

    @Override
    public String kind() {
        return "kafka";
    }

    @Override
    public Trigger create(String name, Settings settings) {
        return new KafkaTrigger(KafkaTriggerSettings.from(name, settings));
    }
}
