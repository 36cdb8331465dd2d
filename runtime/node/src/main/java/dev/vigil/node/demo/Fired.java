package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A firing as it arrived from the node.
 *
 * @param trigger the trigger that sent it
 * @param idempotencyKey the firing's id
 * @param payload what the sensor said
 */
record Fired(String trigger, String idempotencyKey, JsonNode payload) {}
