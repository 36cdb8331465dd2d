/**
 * The {@code cron} source: a clock that runs on one node and publishes one event for each time that a schedule names.
 * {@code Ticks} decides, without a thread or a clock; {@code CronSource} has both.
 */
@NullMarked
package dev.vigil.sources.cron;

import org.jspecify.annotations.NullMarked;
