package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that are renamed while their folder is listed, and files with several names. */
class RenameTest {
    private static final Map<String, ?> FOLLOWED = Map.of("follow", true);

    @Test
    void aFileThatIsListedAndReplacedBeforeItIsLookedAtGoesOnUnderItsNewName() {
        try (var scene = new Scene(FOLLOWED)) {
            var intake = written(scene);
            scene.onListed = name -> {
                if (name.equals("app.log") && !scene.has("app.log.1")) {
                    scene.rename("app.log", "app.log.1");
                    scene.append("app.log.1", "4\n");
                    scene.write("app.log", "5\n");
                }
            };
            scene.run(intake);
            assertThat(scene.texts()).containsExactly("1", "2", "3", "4", "5");
        }
    }

    @Test
    void aFileThatIsListedAndGoneBeforeItIsLookedAtGoesOnUnderItsNewName() {
        try (var scene = new Scene(FOLLOWED)) {
            var intake = written(scene);
            scene.onListed = name -> {
                if (name.equals("app.log")) {
                    scene.rename("app.log", "app.log.1");
                }
            };
            scene.run(intake);
            scene.append("app.log.1", "4\n");
            scene.run(intake);
            assertThat(scene.texts()).containsExactly("1", "2", "3", "4");
            assertThat(scene.refused).isEmpty();
        }
    }

    @Test
    void aFileThatIsRenamedAfterItWasLookedAtAndListedAgainIsOneFile() {
        try (var scene = new Scene(FOLLOWED)) {
            var intake = written(scene);
            renameOverTheNext(scene);
            scene.run(intake, Duration.ofSeconds(2));
            assertThat(scene.names()).hasSize(1);
            assertThat(scene.texts()).containsExactly("1", "2", "3");
            assertThat(scene.refused).isEmpty();
        }
    }

    @Test
    void aNewFileThatIsRenamedAfterItWasLookedAtAndListedAgainIsOneFile() {
        try (var scene = new Scene(FOLLOWED)) {
            scene.write("a", "1\n2\n");
            scene.write("b", "1\n2\n");
            renameOverTheNext(scene);
            scene.run(scene.intake(), Duration.ofSeconds(2));
            assertThat(scene.names()).hasSize(1);
            assertThat(scene.texts()).containsExactly("1", "2");
            assertThat(scene.refused).isEmpty();
        }
    }

    @Test
    void aFileWithSeveralNamesIsReadOnceAndGoesOnUnderTheOneThatIsLeft() {
        try (var scene = new Scene(FOLLOWED)) {
            scene.write("app.log", "1\n2\n");
            Scene.io(() -> Files.createLink(scene.folder.resolve("hard"), scene.folder.resolve("app.log")));
            Scene.io(() -> Files.createSymbolicLink(scene.folder.resolve("soft"), scene.folder.resolve("app.log")));
            scene.run();
            assertThat(scene.texts()).containsExactly("1", "2");
            scene.delete("app.log");
            scene.append("hard", "3\n");
            scene.run();
            assertThat(scene.texts()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void aLookAtAnEmptyFolderIsNotTheFirstOfTwoThatMissAFile() {
        try (var scene = new Scene(FOLLOWED)) {
            var intake = written(scene);
            scene.rename("app.log", ".app.log");
            scene.rename("other", ".other");
            scene.run(intake);
            scene.rename(".other", "other");
            scene.onListed = name -> {
                if (name.equals("other") && scene.has(".app.log")) {
                    scene.rename(".app.log", "app.log");
                }
            };
            scene.run(intake, Duration.ofSeconds(2));
            assertThat(scene.texts()).containsExactly("1", "2", "3");
        }
    }

    /** Somebody who has read these. */
    private static Intake written(Scene scene) {
        scene.write("app.log", "1\n2\n");
        scene.write("other", "3\n");
        var intake = scene.intake();
        scene.run(intake);
        return intake;
    }

    /** The file that is looked at first takes the place of the one that comes next, whichever these are. */
    private static void renameOverTheNext(Scene scene) {
        var listed = new ArrayList<String>();
        scene.onListed = name -> {
            listed.add(name);
            if (listed.size() == 2) {
                scene.rename(listed.getFirst(), name);
            }
        };
    }
}
