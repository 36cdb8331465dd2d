package dev.vigil.node.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The project that a reader of the guide has in the end: each block of code that has the name of a file before it, as that file.
 *
 * @param folder where it is
 */
record GuideProject(Path folder) {
    static final Path CLONE = Path.of("../..");

    private static final Pattern FILE =
            Pattern.compile("`([A-Za-z0-9./-]+)`:\n\n```[a-z]+\n(.*?)```\n", Pattern.DOTALL);

    /** Writes down all files of the guide. */
    static GuideProject in(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        var blocks = FILE.matcher(Files.readString(CLONE.resolve("docs/first-sensor.md")));
        while (blocks.find()) {
            files.put(blocks.group(1), blocks.group(2));
        }
        assertThat(files)
                .containsOnlyKeys(
                        "Dockerfile",
                        "hot.ndjson",
                        "pom.xml",
                        "src/main/java/com/acme/Overheating.java",
                        "src/test/java/com/acme/OverheatingTest.java",
                        "vigil.conf");
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        return new GuideProject(folder);
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** Compiles all sources below a folder against what this test runs with, and says where the classes are. */
    Path compile(String sources, String target, List<Path> more) throws IOException {
        var classes = Files.createDirectories(folder.resolve(target));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        var path = new StringBuilder(System.getProperty("java.class.path"));
        more.forEach(one -> path.append(System.getProperty("path.separator")).append(one));
        try (var files = compiler.getStandardFileManager(null, null, null);
                var found = Files.walk(folder.resolve(sources))) {
            var units = files.getJavaFileObjectsFromPaths(
                    found.filter(file -> file.toString().endsWith(".java")).toList());
            var options = List.of(
                    "--release",
                    "25",
                    "-Xlint:all,-path,-processing",
                    "-Werror",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    path.toString());
            assertThat(compiler.getTask(said, files, null, options, null, units).call())
                    .as(said.toString())
                    .isTrue();
        }
        return classes;
    }

    /** Packs classes as the build of the guide does. */
    void pack(Path classes, String jar) throws IOException {
        var file = folder.resolve(jar);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (var out = new JarOutputStream(Files.newOutputStream(file));
                var found = Files.walk(classes)) {
            found.filter(Files::isRegularFile).forEach(one -> {
                try {
                    out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
                    Files.copy(one, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
