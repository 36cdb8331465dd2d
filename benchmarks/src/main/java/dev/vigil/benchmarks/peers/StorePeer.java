package dev.vigil.benchmarks.peers;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.benchmarks.engine.Alarms;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The bare store: what one would write oneself on PostgreSQL, in one process, with nothing in between. Keys are spread over
 * partitions, each with a thread and a connection; what has gathered is one transaction.
 */
final class StorePeer implements Peer {
    private final StoreForm form;
    private final StoreServer server;
    private final List<StorePartition> partitions = new ArrayList<>();

    private StorePeer(StoreForm form, StoreServer server) {
        this.form = form;
        this.server = server;
    }

    static Peer start(PeerTask task, Alarms alarms, StoreForm form) throws SQLException {
        var server = StoreServer.start();
        var peer = new StorePeer(form, server);
        var url = server.postgres().newDatabase() + "?reWriteBatchedInserts=true";
        server.execute(url, form.schema().toArray(String[]::new));
        for (int i = 0; i < task.partitions(); i++) {
            peer.partitions.add(new StorePartition(i, server.connect(url), form, alarms));
        }
        return peer;
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        var byPartition = new ArrayList<List<Event>>();
        partitions.forEach(partition -> byPartition.add(new ArrayList<>()));
        for (var event : events) {
            int hash = event.subject().orElseThrow().hashCode();
            byPartition.get(Math.floorMod(hash, partitions.size())).add(event);
        }
        var kept = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < partitions.size(); i++) {
            if (!byPartition.get(i).isEmpty()) {
                kept.add(partitions.get(i).add(byPartition.get(i)).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> failure == null
                        ? new Outcome.Accepted(events.size(), 0)
                        : new Outcome.Indeterminate(failure.toString(), Duration.ZERO));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("written by", form.statement());
        settings.put("partitions, each a thread and a connection", Integer.toString(partitions.size()));
        settings.putAll(server.settings());
        return settings;
    }

    @Override
    public long serverPid() {
        return server.pid();
    }

    @Override
    public void flush() {
        server.checkpoint();
    }

    @Override
    public long counted() {
        return partitions.stream().mapToLong(StorePartition::counted).sum();
    }

    @Override
    public void close() {
        partitions.forEach(StorePartition::close);
        server.close();
    }
}
