package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Tells what the sensors fire that need no Java: what happened, and how that was decided. */
final class Notice {
    private Notice() {}

    static List<String> of(Fired fired) {
        var payload = fired.payload();
        return switch (fired.trigger()) {
            case "pager" ->
                List.of(
                        text(payload, "/count") + " logins failed from " + text(payload, "/key") + ", the last as "
                                + text(payload, "/event/data/user"),
                        "rate: more than 4 within a minute");
            case "reminder" ->
                List.of(text(payload, "/key") + " is not paid", "sequence: order.placed without order.paid within 3 s");
            case "reviewer" ->
                List.of(
                        text(payload, "/repository") + "#" + text(payload, "/number") + " \"" + text(payload, "/title")
                                + "\" waits for " + text(payload, "/reviewers/0"),
                        "stale-reviews: asked a day ago, and nobody has looked");
            case "van" ->
                List.of(
                        text(payload, "/count") + " orders are ready, the last " + text(payload, "/event/subject"),
                        "debounce: the last of the events that the trigger 'ready' published");
            case "berth" ->
                List.of(
                        text(payload, "/event/subject") + " lies at berth " + text(payload, "/event/data/data/berth"),
                        "debounce: told once it is quiet about a ship for 50 ms");
            case "silent" -> List.of("GitHub sends nothing more", "silence: nothing for 3 s");
            case "back" -> List.of("GitHub is back", "silence: it sends again");
            case "clock" ->
                List.of("the clock ticks, at " + text(payload, "/event/time"), "cron: one event every 2 s, told once");
            case "broken" ->
                List.of(
                        "line " + text(payload, "/line") + " of " + text(payload, "/file") + " is no event",
                        "file: " + text(payload, "/cause") + "; the lines after it were taken");
            default -> List.of("fired", payload.toString());
        };
    }

    private static String text(JsonNode payload, String pointer) {
        return payload.at(pointer).asText();
    }
}
