package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A firing as it arrived from the node.
 *
 * @param trigger the trigger that sent it
 * @param idempotencyKey the firing's id
 * @param traceparent the trace that the event came with
 * @param payload what the sensor said
 */
record Fired(String trigger, String idempotencyKey, Optional<String> traceparent, JsonNode payload) {}
