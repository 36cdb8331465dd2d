package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server in a process of its own, which waits for its disk and can be killed. Where root runs the drill, it runs
 * in a user namespace, since PostgreSQL refuses to be run by root. For one thread.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int PORT = 5432;
    private static final String ANYBODY =
            "local all all trust\nhost all all all trust\nhost replication all all trust\n";

    private final Place place;
    private final Path binaries;
    private final Path data;
    private final Map<String, String> settings = new TreeMap<>(Map.of(
            "fsync", "on",
            "listen_addresses", "*",
            "unix_socket_directories", "",
            "max_connections", "120",
            "shared_buffers", "64MB"));
    private Process process;
    private boolean isForgetful;

    private PostgresProcess(Place place, Path binaries, Path data, Map<String, String> own) {
        this.place = place;
        this.binaries = binaries;
        this.data = data;
        settings.putAll(own);
        settings.put("listen_addresses", place.host());
        process = launch();
    }

    /** Makes a server in a folder that need not exist, and starts it. */
    static PostgresProcess create(Place place, Path binaries, Path data, Map<String, String> settings) {
        Shell.run(
                asSomebody(),
                List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "-D",
                        data.toString(),
                        "-U",
                        "postgres",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--no-locale",
                        "--no-sync"));
        write(data.resolve("pg_hba.conf"), ANYBODY);
        return new PostgresProcess(place, binaries, data, settings).awaitReady();
    }

    /** Starts a server on what another server, or its copy, has left. */
    static PostgresProcess over(Place place, Path binaries, Path data, Map<String, String> settings) {
        return new PostgresProcess(place, binaries, data, settings);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> asSomebody() {
        return Namespace.isRoot() ? List.of("unshare", "--user") : List.of();
    }

    private Process launch() {
        var command = new ArrayList<>(asSomebody());
        command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(PORT)));
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return Shell.start(place.process(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling(data.getFileName() + ".log").toFile())));
    }

    /** Where it runs. */
    public Place place() {
        return place;
    }

    /** Its address and port. */
    public String address() {
        return place.host() + ":" + PORT;
    }

    /** Its data. */
    public Path data() {
        return data;
    }

    /** A JDBC URL of its only database. */
    public String url() {
        return "jdbc:postgresql://" + address() + "/postgres";
    }

    /** A connection to it, which the caller closes. */
    public Connection connect() throws SQLException {
        DriverManager.setLoginTimeout(5);
        return DriverManager.getConnection(url(), "postgres", "");
    }

    /** Runs a statement in it. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** How many connections clients have to it, but for the one that asks. */
    public int sessions() {
        var sql = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                + " AND pid <> pg_backend_pid()";
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Waits until it takes statements. */
    public PostgresProcess awaitReady() {
        Waiting.until("PostgreSQL takes statements", START, this::answers);
        return this;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PostgreSQL has ended; see " + data + ".log");
        }
        try (var connection = connect();
                var statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** From now on a kill also takes what was committed in the second before it, as with a disk that lies. For a control. */
    public void beForgetful() {
        isForgetful = true;
    }

    /** Kills it with SIGKILL, with all of its processes; when this returns, they are gone. */
    public void kill() {
        if (isForgetful) {
            var end = WalPosition.of(this);
            Waiting.pause(Duration.ofSeconds(1));
            killAll();
            end.cut(data.resolve("pg_wal"));
        } else {
            killAll();
        }
    }

    private void killAll() {
        var children = process.children().toList();
        process.destroyForcibly();
        // They would notice, but not always before the next server wants their shared memory.
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(process);
        Waiting.until(
                "PostgreSQL's processes end", START, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops the process that takes in what the primary writes where it is. */
    void holdBackReceiver() {
        process.children()
                .filter(child -> isReceiver(child.pid()))
                .forEach(child -> Shell.run("kill", "-STOP", Long.toString(child.pid())));
    }

    private static boolean isReceiver(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains("walreceiver");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** Ends it, with what it was sent meanwhile and has not read. */
    void endReceiver() {
        process.children().filter(child -> isReceiver(child.pid())).forEach(child -> {
            Shell.run("kill", "-TERM", Long.toString(child.pid()));
            Shell.run("kill", "-CONT", Long.toString(child.pid()));
        });
    }

    /** Stops it in order. */
    public void stop() {
        Shell.run("kill", "-INT", Long.toString(process.pid()));
        awaitEnd(process);
    }

    /** Starts it again with its data; not all of it may be there when this returns. */
    public void restart() {
        process = launch();
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        killAll();
    }
}
