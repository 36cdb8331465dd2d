package dev.vigil.sources.cron;

import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceKind;

/** Sources of kind {@code cron}: an event at each time of a schedule. */
public final class CronKind implements SourceKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public CronKind() {}

    @Override
    public String kind() {
        return "cron";
    }

    @Override
    public Source create(String name, Settings settings) {
        return new CronSource(CronSettings.from(name, settings));
    }
}
