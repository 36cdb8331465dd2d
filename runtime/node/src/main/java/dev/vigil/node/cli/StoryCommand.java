package dev.vigil.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what became of one event. */
@Command(
        name = "story",
        description = "Shows what became of one event of a running node: which sensors took it or why not, what"
                + " changed, what fired and how that ended.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil story 7/120000", "  vigil story --source /lab --id 1 --json | jq '.sensors[].firings'"})
final class StoryCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Parameters(arity = "0..1", paramLabel = "PARTITION/OFFSET", description = "The event's place.")
    private Optional<String> place = Optional.empty();

    @Option(names = "--source", paramLabel = "SOURCE", description = "The event's source, together with --id.")
    private Optional<String> source = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "The event's id, together with --source.")
    private Optional<String> id = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        boolean isByIdentity = source.isPresent() && id.isPresent() && place.isEmpty();
        boolean isByPlace = source.isEmpty()
                && id.isEmpty()
                && place.filter(text -> text.matches("[0-9]+/[0-9]+")).isPresent();
        if (!isByIdentity && !isByPlace) {
            throw new ParameterException(
                    spec.commandLine(), "which event? expected PARTITION/OFFSET, or --source and --id");
        }
        try (var node = options.client()) {
            var answer = node.get("/events/" + (isByPlace ? place.orElseThrow() : found(node)) + "/story");
            if (options.isJson()) {
                options.out().println(answer.line());
            } else {
                show(answer.json());
            }
        }
        return ExitCode.OK;
    }

    private String found(NodeClient node) throws UnreachableException, AnsweredException, InterruptedException {
        var answer = node.get("/events?source=" + NodeClient.encoded(source.orElseThrow()) + "&id="
                        + NodeClient.encoded(id.orElseThrow()))
                .json();
        return answer.path("partition").asText() + "/" + answer.path("offset").asText();
    }

    private void show(JsonNode story) {
        var screen = options.screen();
        var event = story.path("event");
        screen.line("event " + story.path("partition").asText() + "/"
                + story.path("offset").asText() + " accepted "
                + story.path("accepted").asText() + ": type "
                + event.path("type").asText() + ", source "
                + event.path("source").asText() + ", id "
                + event.path("id").asText());
        var table = new Table(screen, "SENSOR", "KEY", "AT", "WHAT", "WHY");
        story.path("sensors").forEach(sensor -> rows(table, sensor));
        table.show();
    }

    private static void rows(Table table, JsonNode sensor) {
        var fate = sensor.path("fate").asText();
        row(
                table,
                fate.equals("dead-letter"),
                sensor,
                "",
                fate,
                sensor.path("why").asText());
        for (var turn : sensor.path("turns")) {
            row(table, false, sensor, turn.path("at").asText(), turn(turn), "");
        }
        var letter = sensor.path("deadLetter");
        if (!letter.isMissingNode()) {
            row(
                    table,
                    letter.path("kept").asBoolean(),
                    sensor,
                    letter.path("at").asText(),
                    "dead letter " + letter.path("id").asText() + ", attempts "
                            + letter.path("attempts").asText(),
                    letter.path("reason").asText() + ": " + letter.path("cause").asText());
        }
        sensor.path("firings").forEach(firing -> firing(table, sensor, firing));
        sensor.path("published").forEach(event -> row(table, false, sensor, "", published(event), ""));
    }

    private static void firing(Table table, JsonNode sensor, JsonNode firing) {
        var outcome = firing.path("outcome").asText();
        row(
                table,
                outcome.equals("dead-letter"),
                sensor,
                firing.path("ended").asText(firing.path("decided").asText()),
                "fired " + firing.path("trigger").asText() + ": " + outcome + ", attempts "
                        + firing.path("attempts").asText() + ", redrives "
                        + firing.path("redrives").asText(),
                firing.path("cause").asText());
        if (firing.has("published")) {
            row(table, false, sensor, "", published(firing.path("published")), "");
        }
    }

    private static String turn(JsonNode turn) {
        var record = "record " + turn.path("record").asText() + " of slot "
                + turn.path("slot").asText() + ": ";
        if (!turn.path("changed").asBoolean()) {
            return record + "nothing changed";
        }
        var bytes = turn.path("stateBytes").asLong();
        return record + (bytes == 0 ? "the instance is forgotten" : "state of " + bytes + " bytes");
    }

    private static String published(JsonNode event) {
        return "published " + event.path("type").asText() + " as "
                + event.path("partition").asText() + "/" + event.path("offset").asText("?");
    }

    private static void row(Table table, boolean isAlarm, JsonNode sensor, String at, String what, String why) {
        table.row(isAlarm, sensor.path("sensor").asText(), sensor.path("key").asText(), at, what, why);
    }
}
