package dev.vigil.node.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * All that can be seen of a node from the outside.
 *
 * @param states of every instance, by sensor and key
 * @param log every event in it, in the order of partitions and offsets
 * @param calls what the sink was sent
 */
record Observed(Map<String, Map<String, JsonNode>> states, List<Logged> log, List<Call> calls) {
    /** One event in the log. */
    record Logged(int partition, long offset, String source, String id) {}

    /** One request to the sink; accepted if the sink answered that it has it. */
    record Call(String idempotencyKey, JsonNode payload, boolean accepted) {}
}
