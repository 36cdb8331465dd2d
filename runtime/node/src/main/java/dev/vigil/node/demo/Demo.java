package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The demonstration at a node that runs: sends, waits until all is done, and tells what came of it. */
final class Demo {
    private final Feed feed;
    private final Path folder;
    private final Duration pause;
    private final Console console;

    Demo(Feed feed, Path folder, Duration pause, Console console) {
        this.feed = feed;
        this.folder = folder;
        this.pause = pause;
        this.console = console;
    }

    static URI url(InetSocketAddress address) {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    void play(Node node, FiringSink sink, Signature signature, StandardSignature ofShips)
            throws IOException, InterruptedException {
        var inbox = DemoPlan.inbox(folder);
        console.line("Watch it in a browser: " + url(node.http()) + "/");
        console.line("");
        console.line("Sending " + feed.deliveries().size() + " GitHub deliveries, signed, "
                + feed.readings().size()
                + " device readings over HTTP, and what an office tells of its ships (Standard");
        console.line("Webhooks, with a token); the lines of a shop's day are in a file in " + inbox.folder() + ".");
        console.line("What fires comes back over HTTP to " + sink.url() + ", here:");
        console.line("");
        inbox.drop();
        try (var client = HttpClient.newHttpClient()) {
            var sender = new Sender(client, url(node.http()));
            var tally = new Sending(feed, sender, signature, pause, console, sink::count).all();
            var reader = new Reader(client, url(node.http()), url(node.management()));
            new Ships(sender, ofShips, console).all(tally);
            settle(reader, inbox);
            console.line("");
            conclude(tally, sink.count());
            broken(reader.deadLetters("sensor=rejected-input"));
            redrive(reader.deadLetters("trigger=pager"), sender, sink);
            settle(reader, inbox);
            tell("readings", Knowledge.ofReadings(reader.states("readings")));
            tell("build-breaks", Knowledge.ofBuilds(reader.states("build-breaks")));
            var hindsight = new Hindsight(reader, sender, console);
            hindsight.story();
            hindsight.replay();
        }
    }

    private void settle(Reader reader, Inbox inbox) throws IOException, InterruptedException {
        if (!reader.awaitQuiet(inbox::isEmpty)) {
            console.line("Something is still under way after half a minute; what follows is what is known so far.");
        }
    }

    /** Shows what could not be delivered, mends what it was for, and has it delivered. */
    private void redrive(List<JsonNode> letters, Sender sender, FiringSink sink)
            throws IOException, InterruptedException {
        sink.mendPager();
        if (letters.isEmpty()) {
            return;
        }
        console.line("");
        console.line(
                "What could not be delivered is kept as a dead letter. Once there is somebody to take it, it is redriven:");
        console.line("");
        for (var letter : letters) {
            console.line(Story.labelled(
                    "DEAD LETTER",
                    letter.path("sensor").asText() + " for "
                            + letter.path("key").asText() + ", trigger "
                            + letter.path("trigger").asText()));
            console.line(Story.below(letter.path("cause").asText() + ", after "
                    + letter.path("attempts").asText() + " attempts; id "
                    + letter.path("id").asText()));
            sender.redrive(letter.path("id").asText());
        }
    }

    /** Shows the line of the shop's file of which there was no event to make. */
    private void broken(List<JsonNode> letters) {
        if (letters.isEmpty()) {
            return;
        }
        console.line("");
        console.line("The line of the file of which there was no event to make is kept as a dead letter:");
        console.line("");
        for (var letter : letters) {
            console.line(Story.labelled("DEAD LETTER", letter.path("cause").asText()));
            console.line(Story.below(
                    "kept until it is discarded; id " + letter.path("id").asText()));
        }
    }

    private void conclude(Tally tally, int fired) {
        if (tally.accepted() == 0) {
            console.line("All " + tally.duplicates()
                    + " events had been sent before: the node recognised every one as a" + " duplicate by its id.");
            console.line("No state changed"
                    + (fired == 0
                            ? " and nothing fired again."
                            : "; " + fired + " firings that" + " had not arrived the last time did now."));
        } else if (tally.duplicates() > 0) {
            console.line(tally.accepted() + " events were new and " + tally.duplicates() + " had been sent before, by a"
                    + " run that did not end; " + fired + " firings arrived.");
        } else {
            console.line(tally.accepted() + " events taken over HTTP, each on disk before it was answered; " + fired
                    + " firings arrived.");
        }
    }

    private void tell(String sensor, Iterable<String> table) {
        console.line("");
        console.line("What the sensor " + sensor + " knows:");
        table.forEach(console::line);
    }

    /** Where to look next. */
    void farewell(Node node, boolean stays) {
        console.line("");
        if (stays) {
            var http = url(node.http());
            console.line("The node goes on until Ctrl-C. Look at it in a browser, " + http + "/ ,");
            console.line("or in another terminal:");
            console.line("  export VIGIL_NODE=" + http);
            console.line("  ./vigil sensors");
            console.line("  ./vigil state readings boiler-room");
            console.line("  ./vigil story --source " + Hindsight.SOURCE + " --id " + Hindsight.ID);
            console.line("  ./vigil cluster");
            console.line("  curl " + http + "/openapi.yaml");
            console.line("and send it a reading of your own; the alarm comes here:");
            console.line(
                    "  echo '{\"value\": 120}' | ./vigil publish - --type reading --source /me --subject boiler-room");
        }
        console.line(
                "The data is kept in " + folder + ": run the demo again and it goes on from there, and nothing fires");
        console.line("twice. Delete that folder to begin anew. A node of your own: ./vigil run");
    }
}
