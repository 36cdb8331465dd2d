package dev.vigil.benchmarks.peers;

import dev.vigil.api.Event;
import dev.vigil.sensors.readings.Readings;
import java.util.List;
import java.util.Map;

/**
 * What a partition of the bare store writes in one transaction.
 *
 * @param partition which
 * @param number of the turn, from nought
 * @param firstPosition the position of the first event in the partition, from nought
 * @param events in their order
 * @param changed the states that they changed, as they are now
 * @param alarms to come out once this is on disk
 * @param firstAlarm the number of the first of them; those before are out
 */
record Turn(
        int partition,
        long number,
        long firstPosition,
        List<Event> events,
        Map<String, Readings.State> changed,
        List<byte[]> alarms,
        long firstAlarm) {}
