package dev.vigil.benchmarks.peers;

import dev.vigil.api.Event;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.sensors.readings.Readings;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A partition of the bare store: one thread with one connection, which takes all that has gathered, handles it, and writes
 * it in one transaction. While that is under way, more gathers.
 */
final class StorePartition implements AutoCloseable {
    private final int number;
    private final Connection connection;
    private final StoreWriter writer;
    private final Alarms alarms;
    private final BlockingQueue<Block> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Readings.State> states = new HashMap<>();
    private final Thread thread;
    private long turns;
    private long positions;
    private long alarmsOut;

    /** Events, and who waits for them. */
    private record Block(List<Event> events, CompletableFuture<Boolean> kept) {}

    /** Takes that connection, which it closes. */
    StorePartition(int number, Connection connection, StoreForm form, Alarms alarms) throws SQLException {
        this.number = number;
        this.connection = connection;
        this.alarms = alarms;
        connection.setAutoCommit(false);
        writer = form.open(connection);
        thread = Thread.ofPlatform().name("store-" + number).start(this::run);
    }

    /** Takes events of its keys; whether they are on disk. */
    CompletionStage<Boolean> add(List<Event> events) {
        var block = new Block(events, new CompletableFuture<>());
        waiting.add(block);
        return block.kept();
    }

    /** How many events its states have counted; to be asked when nothing is under way. */
    long counted() {
        return states.values().stream().mapToLong(Readings.State::count).sum();
    }

    private void run() {
        var gathered = new ArrayList<Block>();
        try {
            while (true) {
                gathered.add(waiting.take());
                waiting.drainTo(gathered);
                commit(gathered.stream()
                        .flatMap(block -> block.events().stream())
                        .toList());
                gathered.forEach(block -> block.kept().complete(true));
                gathered.clear();
            }
        } catch (InterruptedException e) {
            // That is how it is told to end.
        } catch (SQLException e) {
            waiting.drainTo(gathered);
            gathered.forEach(block -> block.kept().completeExceptionally(e));
        }
    }

    private void commit(List<Event> events) throws SQLException {
        var changed = new HashMap<String, Readings.State>();
        var toCome = new ArrayList<byte[]>();
        for (var event : events) {
            var key = event.subject().orElseThrow();
            long value = Handling.value(event.data());
            var next = Handling.next(states.getOrDefault(key, Handling.NOTHING), value);
            states.put(key, next);
            changed.put(key, next);
            if (Handling.isAlarm(value)) {
                toCome.add(Handling.alarm(key, value));
            }
        }
        writer.write(new Turn(number, turns++, positions, events, changed, toCome, alarmsOut));
        connection.commit();
        positions += events.size();
        alarmsOut += toCome.size();
        toCome.forEach(alarm -> alarms.out(ByteBuffer.wrap(alarm)));
    }

    @Override
    public void close() {
        thread.interrupt();
        try (connection) {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection does not close", e);
        }
    }
}
