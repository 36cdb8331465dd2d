package dev.vigil.node.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Sends the feed, delivery after delivery, since each repository's must arrive in their order; on the way one delivery
 * twice and one with a wrong signature.
 */
final class Sending {
    private static final int BAR_WIDTH = 24;

    private final Feed feed;
    private final Sender sender;
    private final Signature signature;
    private final Duration pause;
    private final Console console;
    private final IntSupplier fired;
    private final Tally tally = new Tally();

    Sending(Feed feed, Sender sender, Signature signature, Duration pause, Console console, IntSupplier fired) {
        this.feed = feed;
        this.sender = sender;
        this.signature = signature;
        this.pause = pause;
        this.console = console;
        this.fired = fired;
    }

    /** Sends all and says what the node made of it; what was sent twice on purpose is not counted. */
    Tally all() throws IOException, InterruptedException {
        var deliveries = feed.deliveries();
        for (var i = 0; i < deliveries.size(); i++) {
            var reply = sender.deliver(deliveries.get(i).asOf(Instant.now()), signature);
            if (reply.status() == 401) {
                throw new IOException("the node does not know the demo's signature");
            }
            tally.add(reply);
            var readings = feed.readingsWith(i);
            if (!readings.isEmpty()) {
                tally.add(sender.publish(readings));
            }
            if (i == deliveries.size() * 2 / 5) {
                again(deliveries.get(i));
            }
            if (i == deliveries.size() * 7 / 10) {
                forged(deliveries.get(i));
            }
            show(i + 1);
            Thread.sleep(pause);
        }
        console.endProgress();
        return tally;
    }

    private void again(Delivery delivery) throws IOException, InterruptedException {
        var reply = sender.deliver(delivery, signature);
        var isKnown = reply.accepted() == 0 && reply.duplicates() == 1;
        console.line(Story.labelled(
                isKnown ? "DUPLICATE" : "ACCEPTED",
                "delivery " + delivery.shortId() + "... (" + delivery.event() + ") sent a second time on purpose"));
        console.line(Story.below("answered " + reply.status() + " {\"accepted\": " + reply.accepted()
                + ", \"duplicates\": " + reply.duplicates() + "}" + (isKnown ? ": no state changed" : "")));
    }

    private void forged(Delivery delivery) throws IOException, InterruptedException {
        var reply = sender.deliver(delivery, Signature.madeUp());
        console.line(Story.labelled(
                reply.status() == 401 ? "REFUSED" : "ACCEPTED",
                "delivery " + delivery.shortId() + "... signed with another secret on purpose"));
        console.line(Story.below("answered " + reply.status()));
    }

    private void show(int sent) {
        var total = feed.deliveries().size();
        var done = BAR_WIDTH * sent / total;
        var readings = feed.readings().size() * sent / total;
        console.progress(
                String.format(
                        Locale.ROOT,
                        "  [%s%s] %d/%d deliveries, %d/%d readings, %d fired",
                        "#".repeat(done),
                        ".".repeat(BAR_WIDTH - done),
                        sent,
                        total,
                        readings,
                        feed.readings().size(),
                        fired.getAsInt()),
                sent % 30 == 0 || sent == total);
    }
}
