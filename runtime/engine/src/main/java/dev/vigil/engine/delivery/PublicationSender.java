package dev.vigil.engine.delivery;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Publication;
import dev.vigil.engine.slot.Slot;
import java.util.ArrayList;
import java.util.List;

/** What one incarnation of a slot sends of its sensors' publications. Not thread-safe. */
public final class PublicationSender {
    private static final int MOST_BYTES = 128 << 10;

    private final Slot slot;
    private final int number;
    private final long resendMillis;
    private final long[] confirmed;
    private final long[] sent;
    private final long[] sentAt;

    /** A sender for that slot, which must have been recovered. */
    public PublicationSender(Slot slot, int number, int slots, FeedSettings settings) {
        this.slot = slot;
        this.number = number;
        this.resendMillis = settings.resendAfter().toMillis();
        this.confirmed = new long[slots];
        this.sent = new long[slots];
        this.sentAt = new long[slots];
    }

    /** A batch and the slot it is for. */
    public record Send(int target, Inputs.PublicationBatch batch) {}

    /** A slot has everything up to there. */
    public void confirmed(int target, long upTo) {
        confirmed[target] = Math.max(confirmed[target], upTo);
    }

    /** Takes what is to be sent now: one batch a slot, the next when that is confirmed or has taken too long. */
    public List<Send> takeDue(long nowMillis) {
        var due = new ArrayList<Send>();
        for (int target = 0; target < sent.length; target++) {
            boolean waiting = sent[target] > confirmed[target] && nowMillis - sentAt[target] < resendMillis;
            if (!waiting && slot.hasPublications(target)) {
                add(target, nowMillis, due);
            }
        }
        return due;
    }

    private void add(int target, long now, List<Send> due) {
        var events = new ArrayList<byte[]>();
        long after = 0;
        int bytes = 0;
        for (Publication publication : slot.publications(target)) {
            if (publication.sequence() <= confirmed[target]) {
                continue;
            }
            if (!events.isEmpty() && bytes + publication.event().length > MOST_BYTES) {
                break;
            }
            after = events.isEmpty() ? publication.sequence() - 1 : after;
            events.add(publication.event());
            bytes += publication.event().length;
        }
        if (!events.isEmpty()) {
            sent[target] = after + events.size();
            sentAt[target] = now;
            due.add(new Send(target, new Inputs.PublicationBatch(number, after, events)));
        }
    }
}
