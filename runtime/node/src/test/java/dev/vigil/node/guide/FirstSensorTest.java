package dev.vigil.node.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.node.ClusterEngine;
import dev.vigil.node.cli.VigilCommand;
import dev.vigil.node.http.cloudevents.JsonEvents;
import dev.vigil.testkit.SensorTestKit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/first-sensor.md: what it has to be written down compiles, passes its test, is a configuration, and fires. */
class FirstSensorTest {
    @TempDir
    private Path folder;

    private GuideProject project;

    @BeforeEach
    void write() throws Exception {
        project = GuideProject.in(folder);
    }

    @Test
    void itsSensorPassesItsTest() throws Exception {
        var classes = project.compile("src/main/java", "target/classes", List.of());
        var tests = project.compile("src/test/java", "target/test-classes", List.of(classes));
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL(), tests.toUri().toURL()},
                getClass().getClassLoader())) {
            var test = loader.loadClass("com.acme.OverheatingTest");
            var methods = Arrays.stream(test.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .toList();
            assertThat(methods).hasSize(2);
            for (Method method : methods) {
                var constructor = test.getDeclaredConstructor();
                constructor.setAccessible(true);
                method.setAccessible(true);
                method.invoke(constructor.newInstance());
            }
        }
    }

    @Test
    void itsConfigurationRunsItsJar() throws Exception {
        project.pack(project.compile("src/main/java", "target/classes", List.of()), "extensions/overheating-1.0.jar");
        var out = new StringWriter();
        var err = new StringWriter();
        var code = VigilCommand.commandLine(new ClusterEngine())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "check",
                        "--config",
                        folder.resolve("vigil.conf").toString(),
                        "--set",
                        "vigil.extensions=\"" + folder.resolve("extensions") + "\"");
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("OK");
    }

    @Test
    void itsEventsAndOneMoreRaiseTheAlarm() throws Exception {
        var classes = project.compile("src/main/java", "target/classes", List.of());
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            var sensor = (dev.vigil.api.Sensor<?>)
                    loader.loadClass("com.acme.Overheating").getConstructor().newInstance();
            var kit = SensorTestKit.of(sensor);
            project.read("hot.ndjson")
                    .lines()
                    .forEach(line -> kit.send(JsonEvents.one(line.getBytes(StandardCharsets.UTF_8))));
            assertThat(kit.firings()).isEmpty();
            assertThat(kit.keys()).containsExactly("boiler", "lamp");
            kit.send("device.reading", "boiler", "{\"celsius\": 98}");
            assertThat(kit.firings()).hasSize(1);
        }
    }

    @Test
    void itsVersionsAreTheOnesOfThisBuild() throws Exception {
        var root = Files.readString(GuideProject.CLONE.resolve("pom.xml"));
        var own = project.read("pom.xml");
        var version = found("<revision>(.*)</revision>", root);
        assertThat(found("<vigil.version>(.*)</vigil.version>", own)).isEqualTo(version);
        assertThat(project.read("Dockerfile")).contains("FROM ghcr.io/vigil-events/vigil:" + version + "\n");
        assertThat(found("<artifactId>junit-jupiter</artifactId><version>(.*?)<", own))
                .isEqualTo(found("<artifactId>junit-bom</artifactId><version>(.*?)<", root));
        for (var plugin : List.of("maven-toolchains-plugin", "maven-compiler-plugin", "maven-surefire-plugin")) {
            var pattern = "<artifactId>" + plugin + "</artifactId><version>(.*?)<";
            assertThat(found(pattern, own)).as(plugin).isEqualTo(found(pattern, root));
        }
    }

    private static String found(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
