package dev.vigil.node.config;

import com.typesafe.config.Config;
import dev.vigil.api.Settings.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A whole node as configured: everything that is needed to start it, nothing started.
 *
 * @param settings of the node itself
 * @param components its sources, sensors and triggers
 * @param pekko what the configuration says to Pekko directly
 */
public record NodePlan(NodeSettings settings, Components components, Config pekko) {
    /**
     * Validates a configuration whole.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static NodePlan of(Configuration configuration) throws ConfigurationException {
        var root = configuration.settings();
        var vigil = root.section("vigil");
        var dataFolder = folder(vigil.text("data-folder", "data"));
        var settings = new NodeSettings(
                dataFolder,
                HttpSettings.read(vigil.section("http")),
                ManagementSettings.read(vigil.section("management")),
                TracingSettings.read(vigil.section("tracing")),
                EngineSection.read(vigil, dataFolder));
        if (vigil.text("data-folder", "data").isEmpty()) {
            vigil.problem("data-folder", "a folder");
        }
        var loader = ExtensionFolder.loader(vigil);
        var reader = new ComponentReader(loader);
        var components = reader.read(vigil);
        var problems = root.problems().stream()
                .filter(problem -> !reader.isNoise(problem))
                .sorted(Comparator.comparing(Problem::path))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new NodePlan(settings, components, configuration.pekko());
    }

    private static Path folder(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return Path.of("data");
        }
    }
}
