package dev.vigil.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server of its own, in a temporary folder.
 *
 * <p>PostgreSQL refuses to run as root; where a test does, the server is started in a user namespace of its own, which needs
 * the command {@code unshare} and a kernel that allows it.
 *
 * <p>Threading: for one thread.
 */
public final class TestPostgres implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(20);

    private final Path folder;
    private final Map<String, String> settings;
    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres server;

    private TestPostgres(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.server = start(folder.resolve("data"), settings, 0);
    }

    /** A server that forgets on a crash of the machine, as most tests want it: it does not wait for the disk. */
    public static TestPostgres start() {
        return start(Map.of());
    }

    /** A server that waits for the disk, as a real one does: for whatever measures, or is about durability. */
    public static TestPostgres startDurable() {
        return start(Map.of("fsync", "on", "synchronous_commit", "on"));
    }

    /** A server with these settings of {@code postgresql.conf}. */
    public static TestPostgres start(Map<String, String> settings) {
        try {
            return new TestPostgres(Files.createTempDirectory("postgres-"), Map.copyOf(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start(Path data, Map<String, String> settings, int port) {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START);
        if (port != 0) {
            builder.setPort(port);
        }
        settings.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start in " + data, e);
        }
    }

    /** A JDBC URL of its first database. */
    public String url() {
        return url("postgres");
    }

    /** A JDBC URL of a database that is created with this, empty. */
    public String newDatabase() {
        var name = "test" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(url(), user(), password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " cannot be created", e);
        }
        return url(name);
    }

    /** Deletes a database that {@link #newDatabase} has created, whoever is still connected to it. */
    public void dropDatabase(String url) {
        var name = url.substring(url.lastIndexOf('/') + 1);
        try (var connection = DriverManager.getConnection(url(), user(), password());
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " cannot be dropped", e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** The user that may do anything in it. */
    public String user() {
        return "postgres";
    }

    /** That user's password, which is not asked for. */
    public String password() {
        return "";
    }

    /** Kills the server with SIGKILL; when this returns, it is gone. */
    public void kill() {
        var postmaster = ProcessHandle.of(pid()).orElseThrow();
        var children = postmaster.children().toList();
        postmaster.destroyForcibly();
        awaitEnd(postmaster);
        // They notice by themselves, but not always before the next server wants their shared memory.
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(TestPostgres::awaitEnd);
    }

    /** The process that the server's others are children of. */
    public long pid() {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is not running", e);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL does not end", e);
        }
    }

    /** Starts the server again after {@link #kill}, with its data and under its old port. */
    public void restart() {
        int port = server.getPort();
        stop();
        server = start(folder.resolve("data"), settings, port);
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() {
        stop();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
