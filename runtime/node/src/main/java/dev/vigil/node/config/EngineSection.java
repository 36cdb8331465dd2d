package dev.vigil.node.config;

import dev.vigil.api.Settings;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.EngineSettings.Dedupe;
import dev.vigil.engine.EngineSettings.Limits;
import java.nio.file.Path;
import java.time.Duration;

/** Reads what the engine is told: the keys of {@code vigil} itself and the sections journal, limits and dedupe. */
final class EngineSection {
    private EngineSection() {}

    static EngineSettings read(Settings vigil, Path dataFolder) {
        var database = vigil.section("journal");
        var journal = JournalSection.read(database, dataFolder);
        var cluster = ClusterSection.read(vigil.section("cluster"));
        if (journal.url().startsWith("jdbc:h2:") && !(cluster.join() instanceof Join.Alone)) {
            database.problem("url", "jdbc:postgresql://HOST/DATABASE, since all nodes of a cluster share one journal");
        }
        int slots = (int) vigil.number("slots", 32, 1, 1024);
        return new EngineSettings(
                slots,
                journal,
                RetentionSection.read(database.section("retention"), slots),
                dedupe(vigil.section("dedupe")),
                limits(vigil.section("limits")),
                (int) vigil.number("handler-tries", 3, 1, 100),
                cluster);
    }

    private static Dedupe dedupe(Settings settings) {
        return new Dedupe(
                (int) settings.number("events", 131_072, 1, 10_000_000),
                Bounds.duration(settings, "time", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(7)));
    }

    private static Limits limits(Settings settings) {
        var recordBytes = Bounds.bytes(settings, "record", 1 << 20, 64 << 10, 64 << 20);
        var publishBytes = Bounds.bytes(settings, "publish", 8 << 20, 64 << 10, 1 << 30);
        if (publishBytes < recordBytes) {
            settings.problem("publish", "a size not below that of one record (limits.record)");
        }
        return new Limits(
                recordBytes, publishBytes, (int) settings.number("outstanding-firings", 10_000, 1, 1_000_000), (int)
                        settings.number("dead-letters", 10_000, 1, 1_000_000));
    }
}
