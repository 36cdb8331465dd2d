package dev.vigil.benchmarks.drill.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.benchmarks.drill.bench.Cluster;
import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.load.Api;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What running nodes say of their cluster. Blocks. */
public final class Roster {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String DEAD_LETTERS = "vigil_dead_letters_total";

    private final Api api;
    private final List<NodeProcess> nodes;

    Roster(Api api, List<NodeProcess> nodes) {
        this.api = api;
        this.nodes = nodes;
    }

    /** The slots that live on other nodes than that one, as any node says. */
    public List<Integer> slotsNotOn(NodeProcess node) {
        var view = any("/cluster").orElseThrow(() -> new IllegalStateException("no node tells where slots live"));
        return StreamSupport.stream(view.path("slots").spliterator(), false)
                .filter(slot -> slot.has("node") && !isAt(slot.path("node"), node))
                .map(slot -> slot.path("slot").asInt())
                .toList();
    }

    /** Whether each running node hosts its share of the slots, or one less, as any node says. */
    public boolean isSpread() {
        var running = nodes.stream().filter(NodeProcess::isRunning).toList();
        return any("/cluster").stream()
                .map(view -> view.path("slots"))
                .anyMatch(slots -> running.stream()
                        .allMatch(node -> hostedBy(node, slots) >= Math.ceilDiv(slots.size(), running.size()) - 1));
    }

    private static long hostedBy(NodeProcess node, JsonNode slots) {
        return StreamSupport.stream(slots.spliterator(), false)
                .filter(slot -> isAt(slot.path("node"), node))
                .count();
    }

    /** What state a member has in the eyes of another node; empty where it is no member, or none is told. */
    public Optional<String> status(NodeProcess member, NodeProcess witness) {
        return get(witness, "/cluster")
                .flatMap(view -> StreamSupport.stream(view.path("members").spliterator(), false)
                        .filter(one -> isAt(one.path("address"), member))
                        .map(one -> one.path("status").asText())
                        .findFirst());
    }

    /** All members with their states in the eyes of a node, in one line; empty where it says nothing. */
    public Optional<String> members(NodeProcess witness) {
        return get(witness, "/cluster")
                .map(view -> StreamSupport.stream(view.path("members").spliterator(), false)
                        .map(one -> one.path("address").asText() + " "
                                + one.path("status").asText())
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    private static boolean isAt(JsonNode address, NodeProcess node) {
        return address.asText().contains("@" + node.place().host() + ":")
                || address.asText().startsWith(node.place().host() + ":");
    }

    /** How many instances the sensor of the drill has; -1 where nobody says. */
    public long instances() {
        return any("/sensors")
                .map(view -> view.path("sensors").path(0).path("instances").asLong())
                .orElse(-1L);
    }

    /** How many dead letters the running nodes have counted since they started. */
    public double deadLetters() {
        return nodes.stream()
                .filter(NodeProcess::isRunning)
                .flatMap(node -> api.text(
                                "http://" + node.place().host() + ":" + Cluster.MANAGEMENT + "/metrics", PATIENCE)
                        .orElse("")
                        .lines())
                .filter(line -> line.startsWith(DEAD_LETTERS))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<JsonNode> any(String path) {
        return nodes.stream()
                .filter(NodeProcess::isRunning)
                .flatMap(node -> get(node, path).stream())
                .findFirst();
    }

    private Optional<JsonNode> get(NodeProcess node, String path) {
        return api.get("http://" + node.place().host() + ":" + Cluster.HTTP + path, PATIENCE);
    }
}
