package dev.vigil.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples that people copy: those of the README, and those of the Javadoc of the kinds. */
class ExamplesTest {
    private static final Pattern README = Pattern.compile("(?s)```hocon\n(.*?)```");
    private static final Pattern JAVADOC = Pattern.compile("(?s)<pre>\\{@code\n(.*?)\n \\* }</pre>");

    private static List<String> examples(Path file, Pattern pattern) throws IOException {
        var found = new ArrayList<String>();
        var matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            found.add(matcher.group(1).replaceAll("(?m)^ \\* ", ""));
        }
        return found;
    }

    private static List<String> examples() throws IOException {
        var found = examples(Path.of("README.md"), README);
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith("Kind.java")).toList()) {
                found.addAll(examples(file, JAVADOC));
            }
        }
        return found;
    }

    private static List<?> problems(String example) {
        var kinds = ServiceLoader.load(SensorKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toMap(SensorKind::kind, kind -> kind));
        Map<String, Object> sensors =
                ConfigFactory.parseString(example).getObject("vigil.sensors").unwrapped();
        var settings = new Settings("vigil.sensors", sensors);
        for (var name : settings.keys()) {
            var own = settings.section(name);
            var kind = Optional.ofNullable(kinds.get(own.text("kind", name)));
            kind.orElseThrow().create(name, own);
        }
        return settings.problems();
    }

    @Test
    void everyExampleIsAccepted() throws IOException {
        assertThat(examples())
                .hasSize(10)
                .allSatisfy(example -> assertThat(problems(example)).isEmpty());
    }

    @Test
    void anExampleThatIsWrongIsNoticed() {
        assertThat(problems("vigil.sensors.x { kind = silence, types = [a], after = 5m, afters = 5m }"))
                .hasSize(1);
    }
}
