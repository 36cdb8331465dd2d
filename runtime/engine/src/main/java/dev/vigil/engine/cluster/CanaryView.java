package dev.vigil.engine.cluster;

import dev.vigil.engine.availability.History;
import dev.vigil.engine.availability.Outage;
import dev.vigil.engine.availability.Sighting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a canary knows at a moment.
 *
 * @param watching whether every slot has answered it since it began
 * @param unserved the slots that are not served to this node
 * @param open the outage that goes on
 * @param unsaved outages that are over and not yet in the database
 */
record CanaryView(boolean watching, BitSet unserved, Optional<Sighting> open, List<Sighting> unsaved) {
    /** That past, which was read then, and what this node knows beside it. */
    History after(History past, long readNanos, long nowNanos) {
        long later = TimeUnit.NANOSECONDS.toMillis(nowNanos - readNanos);
        long now = past.nowMillis() + later;
        var more = new ArrayList<Outage>();
        unsaved.forEach(seen -> more.add(new Outage(
                now - TimeUnit.NANOSECONDS.toMillis(nowNanos - seen.startNanos()),
                now - TimeUnit.NANOSECONDS.toMillis(nowNanos - seen.endNanos()),
                seen.slots(),
                seen.cause())));
        open.ifPresent(seen -> more.add(new Outage(
                now - TimeUnit.NANOSECONDS.toMillis(nowNanos - seen.startNanos()), now, seen.slots(), seen.cause())));
        return past.later(later, watching, more);
    }
}
