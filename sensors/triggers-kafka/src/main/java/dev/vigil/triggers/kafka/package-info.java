/** The {@code kafka} trigger: one record to a topic for each firing, written by an idempotent producer. */
@NullMarked
package dev.vigil.triggers.kafka;

import org.jspecify.annotations.NullMarked;
