package dev.vigil.node.config;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder whose jars add kinds and sensor classes. */
final class ExtensionFolder {
    private static final String DEFAULT = "extensions";

    private ExtensionFolder() {}

    /** The class loader of this process, with the folder's jars where there are any; lives as long as the process. */
    static ClassLoader loader(Settings vigil) {
        var parent = ExtensionFolder.class.getClassLoader();
        var name = vigil.text("extensions", DEFAULT);
        var folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            if (!name.equals(DEFAULT)) {
                vigil.problem("extensions", "a folder with jars in it");
            }
            return parent;
        }
        try (var files = Files.list(folder)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(ExtensionFolder::url)
                    .toArray(URL[]::new);
            return jars.length == 0 ? parent : new URLClassLoader("extensions", jars, parent);
        } catch (IOException e) {
            vigil.problem("extensions", "a folder that can be read");
            return parent;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
