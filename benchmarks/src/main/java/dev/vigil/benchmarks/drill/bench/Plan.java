package dev.vigil.benchmarks.drill.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a drill is run on.
 *
 * @param nodes how many
 * @param slots how many
 * @param lines of configuration over what every drill's nodes have
 * @param options of the nodes' JVMs
 * @param database settings of PostgreSQL over its own
 * @param hasStandby whether the database has a second server, to which it replicates
 */
public record Plan(
        int nodes,
        int slots,
        List<String> lines,
        List<String> options,
        Map<String, String> database,
        boolean hasStandby) {
    /** Copies its collections. */
    public Plan {
        lines = List.copyOf(lines);
        options = List.copyOf(options);
        database = Map.copyOf(database);
    }

    /** Many processes share few cores here: no parallel collector. */
    private static final List<String> SMALL = List.of("-Xmx384m", "-XX:+UseSerialGC");

    /** Three nodes with 32 slots. */
    public static Plan ofThree() {
        return new Plan(3, 32, List.of(), SMALL, Map.of(), false);
    }

    /** The same with another number of slots. */
    public Plan withSlots(int number) {
        return new Plan(nodes, number, lines, options, database, hasStandby);
    }

    /** The same with another number of nodes. */
    public Plan withNodes(int number) {
        return new Plan(number, slots, lines, options, database, hasStandby);
    }

    /** The same with a line of configuration more. */
    public Plan with(String line) {
        var more = new ArrayList<>(lines);
        more.add(line);
        return new Plan(nodes, slots, more, options, database, hasStandby);
    }

    /** The same with other options of the JVMs. */
    public Plan withOptions(List<String> others) {
        return new Plan(nodes, slots, lines, others, database, hasStandby);
    }

    /** The same with one option of the JVMs more. */
    public Plan withOption(String option) {
        var more = new ArrayList<>(options);
        more.add(option);
        return withOptions(more);
    }

    /** The same with a setting of PostgreSQL more. */
    public Plan withDatabase(String key, String value) {
        var more = new HashMap<>(database);
        more.put(key, value);
        return new Plan(nodes, slots, lines, options, more, hasStandby);
    }

    /** The same with a standby. */
    public Plan withStandby() {
        return new Plan(nodes, slots, lines, options, database, true);
    }
}
