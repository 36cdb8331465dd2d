package dev.vigil.node.client;

/**
 * One event on its way.
 *
 * @param number of the line of the input that it comes from, the first one being 1
 * @param json the event in CloudEvents' JSON format
 */
public record EventLine(long number, byte[] json) {}
