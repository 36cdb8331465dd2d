package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers that keep the journal: a primary and, where a drill wants one, its standby. For one thread. */
public final class Databases implements AutoCloseable {
    private static final String STANDBY_NAME = "standby";

    private PostgresProcess primary;
    private @Nullable PostgresProcess standby;
    private boolean isHeldBack;

    private Databases(PostgresProcess primary, @Nullable PostgresProcess standby) {
        this.primary = primary;
        this.standby = standby;
    }

    static Databases start(Plan plan, Path folder, Place primaryPlace, Place standbyPlace) {
        var binaries = folder.resolve("postgres");
        PostgresBinaries.unpack(binaries);
        var data = folder.resolve("primary");
        var primary = PostgresProcess.create(primaryPlace, binaries, data, plan.database());
        if (!plan.hasStandby()) {
            return new Databases(primary, null);
        }
        primary.stop();
        var copy = folder.resolve(STANDBY_NAME);
        copy(data, copy);
        primary.restart();
        primary.awaitReady();
        return new Databases(primary, follow(primary, standbyPlace, binaries, copy));
    }

    private static PostgresProcess follow(PostgresProcess primary, Place place, Path binaries, Path data) {
        var settings = new HashMap<>(Map.of(
                "primary_conninfo",
                "host=" + primary.place().host() + " port=5432 user=postgres application_name=" + STANDBY_NAME));
        try {
            Files.writeString(data.resolve("standby.signal"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PostgresProcess.over(place, binaries, data, settings).awaitReady();
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What takes writes. */
    public PostgresProcess primary() {
        return primary;
    }

    /** What follows it. */
    public Optional<PostgresProcess> standby() {
        return Optional.ofNullable(standby);
    }

    /** From now on each commit waits for the standby. */
    public void waitForStandby() {
        primary.execute("ALTER SYSTEM SET synchronous_standby_names = '" + STANDBY_NAME + "'");
        primary.execute("SELECT pg_reload_conf()");
    }

    /** From now on nothing reaches the standby, and nobody waits for it: for a control. */
    public void holdBack() {
        isHeldBack = true;
        standby().ifPresent(PostgresProcess::holdBackReceiver);
    }

    /** Whether {@link #holdBack} was called. */
    public boolean isHeldBack() {
        return isHeldBack;
    }

    /** Makes the standby the primary, and the primary what is left of it. */
    public void promote() {
        var promoted = standby().orElseThrow();
        if (isHeldBack) {
            promoted.endReceiver();
        }
        promoted.execute("SELECT pg_promote(true, 30)");
        standby = primary;
        primary = promoted;
    }

    /** Where nodes find whichever of them takes writes. */
    String url() {
        var hosts = primary.address()
                + standby().map(other -> "," + other.address()).orElse("");
        return "jdbc:postgresql://" + hosts + "/postgres";
    }

    @Override
    public void close() {
        primary.close();
        standby().ifPresent(PostgresProcess::close);
    }
}
