package dev.vigil.node.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a harbour's office posts of its ships, signed as Standard Webhooks are, with a token beside it; then one of the requests
 * again, as somebody who has recorded it would, and one that was signed too long ago.
 */
final class Ships {
    private static final Duration OLD = Duration.ofHours(1);
    private static final List<Ship> ARRIVALS = List.of(
            new Ship("call-2041", "Ebba Brahe", 4),
            new Ship("call-2042", "Meridian", 7),
            new Ship("call-2043", "Saga", 2));

    private final Sender sender;
    private final StandardSignature signature;
    private final Console console;

    /**
     * One arrival.
     *
     * @param id the office's name for it, the same whenever it is sent again
     * @param name of the ship
     * @param berth where it lies
     */
    record Ship(String id, String name, int berth) {
        String body() {
            return "{\"type\": \"ship.arrived\", \"data\": {\"ship\": \"" + name + "\", \"berth\": " + berth + "}}";
        }
    }

    Ships(Sender sender, StandardSignature signature, Console console) {
        this.sender = sender;
        this.signature = signature;
        this.console = console;
    }

    /** Sends all of it; what was sent to be refused is not counted. */
    void all(Tally tally) throws IOException, InterruptedException {
        var now = Instant.now();
        for (var ship : ARRIVALS) {
            tally.add(sender.announce(ship, signature, now));
        }
        var last = ARRIVALS.getLast();
        refused(
                "the request about " + last.name() + " sent again, as if recorded",
                sender.announce(last, signature, now));
        refused("the same, signed an hour ago", sender.announce(last, signature, now.minus(OLD)));
    }

    private void refused(String what, Reply reply) {
        console.line(Story.labelled(reply.status() == 401 ? "REFUSED" : "ACCEPTED", what + ", on purpose"));
        console.line(Story.below("answered " + reply.status()));
    }
}
