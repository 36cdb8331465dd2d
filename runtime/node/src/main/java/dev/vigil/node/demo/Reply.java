package dev.vigil.node.demo;

/**
 * What the node said to what it was sent.
 *
 * @param status of HTTP
 * @param accepted how many events are new to it
 * @param duplicates how many it has already
 */
record Reply(int status, int accepted, int duplicates) {}
