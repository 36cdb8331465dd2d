package dev.vigil.node.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One object that is given to Kubernetes.
 *
 * @param root the whole of it
 */
record Manifest(Part root) {
    static List<Manifest> read(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var manifests = new ArrayList<Manifest>();
        for (var document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document instanceof Map<?, ?> map) {
                manifests.add(new Manifest(new Part(map.get("kind") + "", map)));
            }
        }
        return manifests;
    }

    String apiVersion() {
        return root.at("apiVersion").text();
    }

    String kind() {
        return root.at("kind").text();
    }

    String name() {
        return root.at("metadata", "name").text();
    }

    Part spec() {
        return root.at("spec");
    }

    Map<String, String> labels() {
        return root.at("metadata", "labels").labels();
    }

    /** Whether Kubernetes itself knows the kind, not a definition that was added. */
    boolean isBuiltIn() {
        var group = apiVersion();
        return !group.contains(".") || (group.contains(".k8s.io/") && !group.startsWith("externaldns."));
    }

    String yaml() {
        return new Yaml().dump(root.value());
    }
}
