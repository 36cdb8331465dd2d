package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a firing in words: what was decided, and from the feed, what led to it. */
final class Story {
    private final Feed feed;

    Story(Feed feed) {
        this.feed = feed;
    }

    List<String> of(Fired fired) {
        var payload = fired.payload();
        var text = switch (fired.trigger()) {
            case "alarm" -> payload.has("device") ? reading(payload) : build(fired.trigger(), payload);
            case "recovered" -> build(fired.trigger(), payload);
            default -> Notice.of(fired);
        };
        var key = ", idempotency key " + fired.idempotencyKey().substring(0, 8) + "..."
                + fired.traceparent()
                        .map(trace -> ", trace " + trace.substring(3, 11) + "...")
                        .orElse("");
        return List.of(
                labelled(fired.trigger().toUpperCase(Locale.ROOT), text.getFirst()), below(text.getLast() + key));
    }

    static String labelled(String label, String text) {
        return String.format(Locale.ROOT, "  %-11s %s", label, text);
    }

    static String below(String text) {
        return labelled("", text);
    }

    private List<String> reading(JsonNode payload) {
        var device = payload.path("device").asText();
        var value = payload.path("value").asLong();
        var event = feed.readings().stream()
                .filter(reading -> reading.path("subject").asText().equals(device)
                        && reading.at("/data/value").asLong() == value)
                .findFirst();
        return List.of(
                device + " reads " + value + ", which is above 98",
                event.map(reading -> "event " + reading.path("id").asText() + " at "
                                + reading.path("time").asText())
                        .orElse("an event that is not of this feed"));
    }

    private List<String> build(String trigger, JsonNode payload) {
        var delivery = delivery(payload);
        var number = delivery.map(it -> it.run().path("run_number").asText(""))
                .filter(text -> !text.isEmpty())
                .map(text -> " #" + text)
                .orElse("");
        var what = payload.path("repository").asText() + ": "
                + payload.path("name").asText() + number;
        var branch = payload.path("branch").asText();
        var how = trigger.equals("alarm")
                ? " broke on " + branch + " (" + payload.path("conclusion").asText() + "; it was green before)"
                : " is green again on " + branch;
        var commit = payload.path("commit").asText();
        var title = delivery.map(it -> it.run().path("display_title").asText(""))
                .filter(text -> !text.isEmpty())
                .map(text -> " \"" + text + "\"")
                .orElse("");
        return List.of(
                what + how,
                "commit " + commit.substring(0, Math.min(7, commit.length())) + title
                        + delivery.map(it -> ", delivery " + it.shortId() + "...")
                                .orElse(""));
    }

    /** A run that is tried again keeps its URL, but not the time at which it ends. */
    private Optional<Delivery> delivery(JsonNode payload) {
        var url = payload.path("url").asText();
        var at = Instant.parse(payload.path("at").asText());
        return feed.deliveries().stream()
                .filter(it -> it.payload().path("action").asText().equals("completed"))
                .filter(it -> it.run().path("html_url").asText().equals(url))
                .filter(it -> at.equals(endOf(it.run())))
                .findFirst();
    }

    private static Instant endOf(JsonNode run) {
        var end = run.has("completed_at") ? run.path("completed_at") : run.path("updated_at");
        return Instant.parse(end.asText());
    }
}
