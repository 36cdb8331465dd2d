package dev.vigil.triggers.log;

import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.TriggerKind;
import org.slf4j.LoggerFactory;

/** Triggers of kind {@code log}: a line to the logger {@code vigil.trigger.NAME}. */
public final class LogKind implements TriggerKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public LogKind() {}

    @Override
    public String kind() {
        return "log";
    }

    @Override
    public Trigger create(String name, Settings settings) {
        var level = LogTriggerSettings.from(settings).level();
        return new LogTrigger(LoggerFactory.getLogger("vigil.trigger." + name), level);
    }
}
