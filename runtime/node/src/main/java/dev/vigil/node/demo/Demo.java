package dev.vigil.node.demo;

import dev.vigil.node.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

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

    void play(Node node, FiringSink sink, Signature signature) throws IOException, InterruptedException {
        console.line("Sending " + feed.deliveries().size() + " GitHub deliveries, signed, and "
                + feed.readings().size() + " device readings over HTTP.");
        console.line("What fires comes back over HTTP to " + sink.url() + ", here:");
        console.line("");
        try (var client = HttpClient.newHttpClient()) {
            var sender = new Sender(client, url(node.http()));
            var tally = new Sending(feed, sender, signature, pause, console, sink::count).all();
            var reader = new Reader(client, url(node.http()), url(node.management()));
            var isQuiet = reader.awaitQuiet();
            console.line("");
            conclude(tally, sink.count());
            if (!isQuiet) {
                console.line("Something is still under way after half a minute; what follows is what is known so far.");
            }
            tell("readings", Knowledge.ofReadings(reader.states("readings")));
            tell("build-breaks", Knowledge.ofBuilds(reader.states("build-breaks")));
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
            console.line(tally.accepted() + " events taken, each on disk before it was answered; " + fired
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
        var http = url(node.http());
        console.line("");
        if (stays) {
            console.line("The node goes on until Ctrl-C. Look at it with");
            console.line("  curl " + http + "/sensors");
            console.line("  curl " + http + "/sensors/readings/boiler-room");
            console.line("  curl " + http + "/sensors/build-breaks/harbour/lighthouse");
            console.line("  curl '" + http + "/events/0?from=0'");
            console.line("  curl " + url(node.management()) + "/metrics");
            console.line("and send it a reading of your own with");
            console.line(
                    "  curl " + http + "/events -H 'Content-Type: application/cloudevents+json' -d '{\"specversion\":"
                            + "\"1.0\",\"id\":\"mine-1\",\"source\":\"/me\",\"type\":\"reading\",\"subject\":\"boiler-room\","
                            + "\"data\":{\"value\":120}}'");
        } else {
            console.line("What next:");
            var again = "./vigil demo" + (folder.equals(DemoCommand.FOLDER) ? "" : " --folder '" + folder + "'");
            console.line("  " + again);
            console.line("      the same again: all of it is known, so nothing fires twice");
            console.line("  " + again + " --stay");
            console.line("      the same, and the node stays up: it prints curl lines to look at it with");
            console.line("  ./vigil run");
            console.line("      a node of your own");
        }
        console.line("The data is kept in " + folder + "; delete that folder to begin anew.");
    }
}
