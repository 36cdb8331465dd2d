package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows what can be asked afterwards: what became of an event, and what a sensor would have made of the log. */
final class Hindsight {
    /** A reading that is an alarm. */
    static final String SOURCE = "/harbour/devices";

    static final String ID = "reading-0492";

    private static final String REPLAYED = "readings";

    private final Reader reader;
    private final Sender sender;
    private final Console console;

    Hindsight(Reader reader, Sender sender, Console console) {
        this.reader = reader;
        this.sender = sender;
        this.console = console;
    }

    /** What became of that reading; nothing where it was sent too long ago to be found by its id. */
    void story() throws IOException, InterruptedException {
        var found = reader.story(SOURCE, ID);
        if (found.isEmpty()) {
            return;
        }
        var story = found.get();
        console.line("");
        console.line("What became of " + ID + ", and why:");
        console.line("");
        console.line(Story.labelled(
                "STORY",
                "on disk as offset " + story.path("offset").asText() + " of partition "
                        + story.path("partition").asText()));
        var others = new ArrayList<String>();
        for (var sensor : story.path("sensors")) {
            var name = sensor.path("sensor").asText();
            switch (sensor.path("fate").asText()) {
                case "handled" -> console.line(Story.below(handled(sensor)));
                case "not-subscribed" -> others.add(name);
                case String fate -> console.line(Story.below(name + ": " + fate));
            }
        }
        if (!others.isEmpty()) {
            console.line(Story.below("not for " + String.join(", ", others)));
        }
    }

    private static String handled(JsonNode sensor) {
        var text = new StringBuilder(sensor.path("sensor").asText() + " handled it as "
                + sensor.path("key").asText());
        for (var firing : sensor.path("firings")) {
            text.append("; it fired ")
                    .append(firing.path("trigger").asText())
                    .append(": ")
                    .append(firing.path("outcome").asText())
                    .append(", attempts: ")
                    .append(firing.path("attempts").asText());
        }
        return text.toString();
    }

    /** Rebuilds a sensor's state from the log, with nothing fired, and says what would have been. */
    void replay() throws IOException, InterruptedException {
        var before = reader.states(REPLAYED);
        console.line("");
        console.line("The log can be handled again: the state of the sensor " + REPLAYED
                + " is rebuilt from it beside the living one, and nothing fires:");
        console.line("");
        if (!sender.replay(REPLAYED)) {
            console.line(Story.labelled("REPLAY", "not begun, one of an earlier run goes on"));
            return;
        }
        var found = reader.awaitReplay(REPLAYED);
        if (found.isEmpty()) {
            console.line(
                    Story.labelled("REPLAY", "goes on after half a minute: ./vigil replay " + REPLAYED + " --status"));
            return;
        }
        var replay = found.get();
        console.line(Story.labelled(
                "REPLAY",
                replay.path("events").asText() + " events handled again; held back: "
                        + String.join(", ", heldBack(replay))));
        console.line(Story.below(verdict(replay, before)));
    }

    private String verdict(JsonNode replay, Map<String, JsonNode> before) throws IOException, InterruptedException {
        if (!replay.path("stage").asText().equals("done")) {
            return "it was given up, and the sensor's state stays as it is";
        }
        return reader.states(REPLAYED).equals(before)
                ? "what it rebuilt is the sensor's state now, and the same as before"
                : "what it rebuilt is the sensor's state now; it differs from the one before";
    }

    private static List<String> heldBack(JsonNode replay) {
        var counts = new ArrayList<String>();
        for (var one : replay.at("/suppressed/triggers")) {
            counts.add(
                    one.path("firings").asText() + " to " + one.path("trigger").asText());
        }
        return counts.isEmpty() ? List.of("nothing") : counts;
    }
}
