package dev.vigil.node.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node's sources, sensors and triggers have done since it started, read from its meters: by source, sensor or
 * trigger, then by what is counted. Thread-safe.
 */
final class Activity {
    /** What is counted of a source, by the name of its meter. */
    private static final Map<String, String> OF_SOURCES = Map.of(
            "vigil.source.accepted", "accepted",
            "vigil.source.duplicates", "duplicates",
            "vigil.refused", "refused");

    /** What is counted of a sensor, by the name of its meter. */
    private static final Map<String, String> OF_SENSORS = Map.of(
            "vigil.sensor.events", "events",
            "vigil.sensor.firings", "fired",
            "vigil.dead.letters", "deadLetters");

    /** What is counted of a trigger, by the name of its meter. */
    private static final Map<String, String> OF_TRIGGERS = Map.of(
            "vigil.dispatch.in.flight", "inFlight",
            "vigil.dispatch.queued", "queued",
            "vigil.dispatch.paused", "paused",
            "vigil.dispatch.delivered", "delivered",
            "vigil.dispatch.retries", "retries",
            "vigil.dispatch.exhausted", "exhausted");

    private final MeterRegistry meters;

    Activity(MeterRegistry meters) {
        this.meters = meters;
    }

    /** By source, the events API among them as {@code events}. */
    Map<String, Map<String, Long>> sources() {
        var all = read(OF_SOURCES, "source");
        // The endpoints refuse requests too, but nothing comes in by them.
        all.values().removeIf(counts -> !counts.containsKey("accepted"));
        return all;
    }

    /** By sensor. */
    Map<String, Map<String, Long>> sensors() {
        return read(OF_SENSORS, "sensor");
    }

    /** By trigger. */
    Map<String, Map<String, Long>> triggers() {
        return read(OF_TRIGGERS, "trigger");
    }

    private Map<String, Map<String, Long>> read(Map<String, String> names, String tag) {
        var found = new TreeMap<String, Map<String, Long>>();
        names.forEach((meter, name) -> {
            Collection<Meter> all = meters.find(meter).tagKeys(tag).meters();
            for (var one : all) {
                var of = String.valueOf(one.getId().getTag(tag));
                found.computeIfAbsent(of, _ -> new TreeMap<>()).merge(name, value(one), Long::sum);
            }
        });
        return found;
    }

    /** A counter's or a gauge's value; of a timer, how often. */
    private static long value(Meter meter) {
        for (var measurement : meter.measure()) {
            var statistic = measurement.getStatistic();
            if (statistic == Statistic.COUNT || statistic == Statistic.VALUE) {
                return (long) measurement.getValue();
            }
        }
        return 0;
    }
}
