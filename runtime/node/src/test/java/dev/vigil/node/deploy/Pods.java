package dev.vigil.node.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pods that an overlay makes, and what of it speaks of pods.
 *
 * @param name of what makes them
 * @param labels that they carry
 * @param spec of each
 * @param count how many there are at least; 0 where a region waits
 */
record Pods(String name, Map<String, String> labels, Part spec, int count) {
    /** The pods of Vigil. */
    static List<Pods> of(Overlay overlay) {
        var pods = new ArrayList<Pods>();
        for (var set : overlay.all("StatefulSet")) {
            var template = set.spec().at("template");
            pods.add(new Pods(
                    set.name(), template.at("metadata", "labels").labels(), template.at("spec"), count(overlay, set)));
        }
        return pods;
    }

    /** Those of the database, which its operator makes: what of them is known beforehand. */
    static List<Map<String, String>> ofDatabases(Overlay overlay) {
        return overlay.all("Cluster").stream()
                .map(cluster -> Map.of("cnpg.io/cluster", cluster.name()))
                .toList();
    }

    private static int count(Overlay overlay, Manifest set) {
        for (var scaler : overlay.all("HorizontalPodAutoscaler")) {
            if (scaler.spec().at("scaleTargetRef", "name").text().equals(set.name())) {
                return scaler.spec().at("minReplicas").number();
            }
        }
        return set.spec().at("replicas").number();
    }

    Part container() {
        return spec.at("containers").items().getFirst();
    }

    /** Ports by their names. */
    Map<String, Integer> ports() {
        var ports = new java.util.TreeMap<String, Integer>();
        container()
                .at("ports")
                .items()
                .forEach(port -> ports.put(
                        port.at("name").text(), port.at("containerPort").number()));
        return ports;
    }

    boolean match(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
