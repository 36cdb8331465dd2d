package dev.vigil.node.cli;

import dev.vigil.node.client.NodeClient;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the commands that ask a running node. */
final class NodeOptions {
    @Option(
            names = "--node",
            paramLabel = "URL",
            split = ",",
            defaultValue = "${env:VIGIL_NODE:-http://localhost:8080}",
            description = "The node's HTTP API, or those of several nodes, separated by commas: one that cannot be"
                    + " reached is passed over. Without it what VIGIL_NODE says, or http://localhost:8080.")
    private List<String> nodes = List.of();

    @Option(names = "--json", description = "Prints the node's JSON as it is, a line for each page.")
    private boolean isJson;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    NodeClient client() {
        return new NodeClient(nodes.stream().map(this::address).toList());
    }

    boolean isJson() {
        return isJson;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    Screen screen() {
        return new Screen(out(), Terminal.OUT.isColoured());
    }

    private URI address(String text) {
        try {
            var address = URI.create(text.strip().replaceAll("/+$", ""));
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like an address of something else.
        }
        throw new ParameterException(
                spec.commandLine(), "--node: \"" + text + "\"; expected a URL such as http://localhost:8080");
    }
}
