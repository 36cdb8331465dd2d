package dev.vigil.node.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promise, on real input: deliveries go to a node that is killed ten times while they come. */
class KillIT {
    private static final int KILLS = 10;
    private static final List<String> SENSORS = List.of("build-breaks", "repositories", "senders");
    private static final Path OUTPUT = Path.of("target", "kill-it.log");

    @TempDir
    private Path folder;

    /** What one killing came upon. */
    private record Kill(int accepted, int underWay, int exitCode) {}

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void aNodeThatIsKilledTenTimesLosesNothingAndDoesNothingTwice() throws Exception {
        var seed = Long.getLong("vigil.kill.seed", System.nanoTime());
        var deliveries = Delivery.read(Delivery.file());
        System.out.println("KillIT: -Dvigil.kill.seed=" + seed + ", " + deliveries.size() + " deliveries");
        Files.createDirectories(OUTPUT.getParent());
        Files.deleteIfExists(OUTPUT);
        var passed = false;
        try (var sink = new Sink(seed)) {
            run(new Random(seed), deliveries, sink);
            passed = true;
        } finally {
            if (!passed) {
                System.out.println("KillIT: -Dvigil.kill.seed=" + seed + " failed; the node said:");
                System.out.println(Files.exists(OUTPUT) ? Files.readString(OUTPUT) : "nothing");
            }
        }
    }

    private void run(Random random, List<Delivery> deliveries, Sink sink) throws Exception {
        var node = NodeFolder.in(folder, sink.url());
        try (var sender = new Sender(node.http());
                var life = new Life(node)) {
            life.process.awaitReady();
            var sent = sender.send(deliveries);
            var kills = new ArrayList<Kill>();
            for (var moment : moments(random, deliveries.size())) {
                kills.add(kill(life, sender, sent, moment, random));
            }
            sent.get(60, TimeUnit.SECONDS);
            life.process.awaitReady();
            System.out.println("KillIT: " + sender + " " + kills);
            assertThat(kills).hasSize(KILLS).allSatisfy(kill -> {
                assertThat(kill.exitCode()).isEqualTo(NodeProcess.KILLED);
                assertThat(kill.underWay()).isPositive();
            });
            assertThat(sender.accepted()).isEqualTo(deliveries.size());
            assertThat(sender.cutOff()).isPositive();
            check(new Model(deliveries), node, sink);
            // What the last node knew from memory must be on disk too.
            assertThat(life.end()).isEqualTo(NodeProcess.KILLED);
            life.begin();
            life.process.awaitReady();
            check(new Model(deliveries), node, sink);
        }
    }

    /** After how many deliveries to kill: anywhere but the last tenth, so that there is something under way. */
    private static int[] moments(Random random, int deliveries) {
        return random.ints(1, deliveries * 9 / 10)
                .distinct()
                .limit(KILLS)
                .sorted()
                .toArray();
    }

    private static Kill kill(Life life, Sender sender, CompletableFuture<Void> sent, int moment, Random random)
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        life.process.awaitReady();
        await(() -> sender.accepted() >= moment || sent.isDone(), Duration.ofSeconds(40));
        LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(30)));
        await(() -> sender.underWay() > 0 || sent.isDone(), Duration.ofSeconds(5));
        var underWay = sender.underWay();
        var accepted = sender.accepted();
        var exitCode = life.end();
        life.begin();
        return new Kill(accepted, underWay, exitCode);
    }

    /** Waits until all that must be so is so, then looks again after a while for what must not come. */
    private static void check(Model model, NodeFolder node, Sink sink) throws IOException, InterruptedException {
        try (var reader = new NodeReader(node.http())) {
            var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!model.differences(observe(reader, sink)).isEmpty() && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            var calls = sink.calls().size();
            var quiet = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            await(() -> System.nanoTime() > quiet, Duration.ofSeconds(2));
            var seen = observe(reader, sink);
            assertThat(model.differences(seen)).isEmpty();
            assertThat(seen.calls()).as("calls once all was accepted").hasSize(calls);
        }
    }

    private static Observed observe(NodeReader reader, Sink sink) throws IOException, InterruptedException {
        return new Observed(reader.states(SENSORS), reader.log(), sink.calls());
    }

    private static void await(BooleanSupplier condition, Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** One process after the other on the same folder. */
    private static final class Life implements AutoCloseable {
        private final NodeFolder node;
        private NodeProcess process;

        Life(NodeFolder node) throws IOException {
            this.node = node;
            process = NodeProcess.start(node, OUTPUT);
        }

        int end() throws InterruptedException {
            return process.kill();
        }

        void begin() throws IOException {
            process = NodeProcess.start(node, OUTPUT);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
