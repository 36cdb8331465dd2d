package dev.vigil.testkit.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Kafka broker in a process of its own, its own controller, on the loopback interface and in a temporary folder. Its class path is
 * that of the test, which needs {@code org.apache.kafka:kafka_2.13}.
 *
 * <p>Threading: for one thread.
 */
public final class TestKafka implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String CLUSTER_ID = "dmlnaWwtdGVzdC1rYWZrYQ";

    /** A small process that starts fast. */
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Map<String, String> FEW_FILES = Map.of(
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.num.partitions", "1");

    private final Path folder;
    private final List<String> javaOptions;
    private final int port;
    private volatile Process process;

    private TestKafka(Path folder, List<String> javaOptions, Map<String, String> settings) throws IOException {
        this.folder = folder;
        this.javaOptions = List.copyOf(javaOptions);
        this.port = freePort();
        Files.write(folder.resolve("server.properties"), properties(freePort(), settings));
        var formatting = run("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", settings());
        await(formatting, START);
        if (formatting.exitValue() != 0) {
            throw new IllegalStateException("the broker's folder cannot be formatted: " + told());
        }
        process = run("kafka.Kafka", settings());
        awaitPort();
    }

    /** A broker that answers, as most tests want it: in little memory. */
    public static TestKafka start() {
        return start(SMALL, FEW_FILES);
    }

    /** A broker with these options of its Java and these settings of {@code server.properties}; the rest is Kafka's own. */
    public static TestKafka start(List<String> javaOptions, Map<String, String> settings) {
        try {
            var kafka = new TestKafka(Files.createTempDirectory("kafka-"), javaOptions, settings);
            // A test that ends before it has closed it leaves no broker behind.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(kafka::kill));
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients begin. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** SIGKILL; what it had acknowledged is in its files. */
    public void kill() {
        process.destroyForcibly();
        await(process, END);
    }

    /** Starts it again, with what it has. */
    public void startAgain() {
        try {
            process = run("kafka.Kafka", settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitPort();
    }

    private String settings() {
        return folder.resolve("server.properties").toString();
    }

    private List<String> properties(int controllerPort, Map<String, String> settings) {
        var lines = new ArrayList<>(List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "log.dirs=" + folder.resolve("log"),
                "auto.create.topics.enable=false",
                "group.initial.rebalance.delay.ms=0",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1"));
        settings.forEach((key, value) -> lines.add(key + "=" + value));
        return lines;
    }

    private Process run(String... command) throws IOException {
        var all = new ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(javaOptions);
        all.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path")));
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.txt").toFile()))
                .start();
    }

    private void awaitPort() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the broker does not start: " + told());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) END.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(Process process, Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("a process of the broker does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The end of what it has said. */
    private String told() {
        try {
            var all = Files.readString(folder.resolve("broker.txt"));
            return all.substring(Math.max(0, all.length() - 4000));
        } catch (IOException e) {
            return "nothing";
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
