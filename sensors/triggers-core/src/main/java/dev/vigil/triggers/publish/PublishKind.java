package dev.vigil.triggers.publish;

import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.TriggerKind;

/** Triggers of kind {@code publish}: a new event on the bus, exactly once. */
public final class PublishKind implements TriggerKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public PublishKind() {}

    @Override
    public String kind() {
        return "publish";
    }

    @Override
    public Trigger create(String name, Settings settings) {
        return new PublishTrigger(EventTemplate.from(name, settings));
    }
}
