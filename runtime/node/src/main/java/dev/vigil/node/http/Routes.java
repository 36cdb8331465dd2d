package dev.vigil.node.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which endpoint answers what. Nothing else is answered, so that what no endpoint names as a route of its own is no part of
 * the API.
 *
 * <p>Threading: filled by one thread, then read by many.
 */
final class Routes {
    private final Map<String, List<Mount>> exact = new HashMap<>();
    private final List<Mount> templates = new ArrayList<>();

    /** A route and what answers it. */
    record Mount(Route route, Pattern pattern, Endpoint endpoint) {}

    /** Adds all routes of one of the node's own endpoints. */
    void add(Endpoint endpoint) {
        for (var route : endpoint.routes()) {
            var mount = new Mount(route, route.pattern(), endpoint);
            if (route.isTemplate()) {
                templates.add(mount);
            } else {
                exact.computeIfAbsent(route.path(), _ -> new ArrayList<>()).add(mount);
            }
        }
    }

    /**
     * Adds a source's route.
     *
     * @throws IllegalArgumentException if something else answers at its path
     */
    void add(SourceEndpoint source) {
        for (var route : source.routes()) {
            var problem = "source " + source.name() + ": the path " + route.path() + " is ";
            for (var other : exact.getOrDefault(route.path(), List.of())) {
                if (other.endpoint() != source) {
                    throw new IllegalArgumentException(
                            problem + "taken by " + other.endpoint().name());
                }
            }
            if (templates.stream()
                    .anyMatch(other -> route.path().startsWith(other.route().prefix()))) {
                throw new IllegalArgumentException(problem + "one of the node's own");
            }
        }
        add((Endpoint) source);
    }

    /** What answers at a path, by whichever methods; empty where nothing does. */
    List<Mount> at(String path) {
        var found = exact.get(path);
        return found != null
                ? found
                : templates.stream()
                        .filter(mount -> mount.pattern().matcher(path).matches())
                        .toList();
    }

    /** All there are. */
    List<Route> all() {
        return Stream.concat(exact.values().stream().flatMap(List::stream), templates.stream())
                .map(Mount::route)
                .toList();
    }
}
