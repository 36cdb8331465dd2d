/**
 * The {@code kafka} source: records of Kafka's topics as events. What a record means ({@link dev.vigil.sources.kafka.EventMapping}),
 * how far a partition is on the bus ({@link dev.vigil.sources.kafka.Intake}) and the talk with the broker
 * ({@link dev.vigil.sources.kafka.Consuming}) are apart; only the last one has a thread.
 */
@NullMarked
package dev.vigil.sources.kafka;

import org.jspecify.annotations.NullMarked;
