/** A Kafka broker for tests. Only the process is started here; who uses it brings the broker's jars. */
@NullMarked
package dev.vigil.testkit.kafka;

import org.jspecify.annotations.NullMarked;
