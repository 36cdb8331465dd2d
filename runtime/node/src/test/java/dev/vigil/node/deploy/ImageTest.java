package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two ways to an image, Docker and jib, make the same one, and it is what the pods expect. */
class ImageTest {
    private static final Path IMAGE = Overlay.ROOT.resolve("../image");

    @Test
    void whatItIsBuiltFromIsPinned() throws IOException {
        var bases = Files.readAllLines(IMAGE.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
        assertThat(bases).hasSize(2).last().isEqualTo("scratch");
        assertThat(bases.getFirst()).matches("[a-z.]+/[a-z/]+(:\\d+\\.\\d+\\.\\d+[\\w.-]*|@sha256:[0-9a-f]{64})");
    }

    @Test
    void bothStartTheSameAsTheSameUserOnTheSamePorts() throws IOException {
        var docker = Files.readString(IMAGE.resolve("Dockerfile"));
        var pom = Files.readString(Path.of("pom.xml"));
        var entrypoint =
                List.of(inner(docker, "ENTRYPOINT \\[(.*)]").replace("\"", "").split(", ", -1));
        assertThat(inner(pom, "<entrypoint>(.*)</entrypoint>").split(",", -1)).containsExactlyElementsOf(entrypoint);
        assertThat(inner(pom, "<user>(.*)</user>")).isEqualTo(inner(docker, "USER (.*)"));
        assertThat(inner(pom, "<workingDirectory>(.*)</workingDirectory>"))
                .isEqualTo(inner(docker, "WORKDIR (/var.*)"));
        for (var port : inner(docker, "EXPOSE (.*)").split(" ", -1)) {
            assertThat(pom).contains("<port>" + port + "</port>");
        }
        assertThat(entrypoint.getLast()).isEqualTo(dev.vigil.node.cli.Main.class.getName());
    }

    @Test
    void podsRunAsItsUserAndFindItsFolders() throws IOException {
        var set = Manifest.read(Files.readString(Overlay.ROOT.resolve("base/statefulset.yaml")))
                .getFirst();
        var pod = set.spec().at("template", "spec", "securityContext");
        assertThat(inner(Files.readString(IMAGE.resolve("Dockerfile")), "USER (.*)"))
                .isEqualTo(pod.at("runAsUser").number() + ":"
                        + pod.at("runAsGroup").number());
        var root = Files.readString(IMAGE.resolve("root.sh"));
        assertThat(root).contains("home=\"$root/opt/vigil\"", "\"$home/extensions\"", "\"$root/var/lib/vigil\"");
        assertThat(Files.isExecutable(IMAGE.resolve("root.sh"))).isTrue();
    }

    private static String inner(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
