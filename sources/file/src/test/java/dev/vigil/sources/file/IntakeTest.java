package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Map<String, ?> FOLLOWED = Map.of("follow", true);
    private static final Map<String, ?> KEPT = Map.of("when-done", "keep");

    @Test
    void aLineIsAnEventThatTellsWhereItIsFrom() {
        try (var scene = new Scene(Map.of("subject", "pointer:/d", "key", "pointer:/k"))) {
            scene.write("a.ndjson", "{\"d\":\"x\",\"k\":7}\n\n{ \"n\" : 2 }");
            scene.run();
            var first = scene.events().getFirst();
            assertThat(first.source()).isEqualTo("/file/files");
            assertThat(first.id()).startsWith("files-1-0-");
            assertThat(first.type()).isEqualTo("dev.vigil.line");
            assertThat(first.subject()).contains("x");
            assertThat(first.time()).contains(Scene.NOON);
            assertThat(first.dataContentType()).contains("application/json");
            assertThat(first.extensions()).isEqualTo(Map.of("file", "a.ndjson", "line", "1", "partitionkey", "7"));
            var second = scene.events().getLast();
            assertThat(second.dataAsText()).isEqualTo("{ \"n\" : 2 }");
            assertThat(second.subject()).isEmpty();
            assertThat(second.extension("line")).contains("3");
        }
    }

    @Test
    void aFileIsMovedWhenItIsDoneAndNoneThatIsThereIsOverwritten() {
        try (var scene = new Scene(Map.of())) {
            for (int i = 1; i <= 2; i++) {
                scene.write("a", i + "\n");
                scene.run();
                assertThat(scene.has("a")).isFalse();
            }
            assertThat(scene.text("done/a")).isEqualTo("1\n");
            assertThat(scene.text("done/a.2")).isEqualTo("2\n");
            assertThat(scene.texts()).containsExactly("1", "2");
            assertThat(scene.position).contains("files 1 3");
        }
    }

    @Test
    void aFileThatIsStillWrittenIsLeftAlone() {
        try (var scene = new Scene(Map.of("settle", "5s"))) {
            var intake = scene.intake();
            scene.write("a", "1\n2");
            scene.run(intake, Duration.ofSeconds(4));
            scene.append("a", "3\n");
            scene.run(intake, Duration.ofSeconds(4));
            assertThat(scene.events()).isEmpty();
            scene.run(intake, Duration.ofSeconds(2));
            assertThat(scene.texts()).containsExactly("1", "23");
        }
    }

    @Test
    void oneLineInAHundredThousandThatIsBrokenIsToldAndTheOthersCome() {
        try (var scene = new Scene(KEPT)) {
            scene.write(
                    "big",
                    IntStream.rangeClosed(1, 100_000)
                            .mapToObj(n -> n == 7_001 ? "{\"n\":" : "{\"n\":" + n + "}")
                            .collect(Collectors.joining("\n")));
            scene.run();
            assertThat(scene.events()).hasSize(100_000);
            assertThat(scene.refused).containsExactly("malformed");
            var rejected = scene.events().get(7_000);
            assertThat(rejected.type()).isEqualTo("dev.vigil.rejected");
            assertThat(rejected.subject()).contains("big");
            assertThat(rejected.text("/line")).contains("7001");
            assertThat(rejected.text("/file")).contains("big");
            assertThat(rejected.text("/text")).contains("{\"n\":");
            assertThat(rejected.text("/reason")).contains("malformed");
            assertThat(rejected.text("/cause").orElseThrow()).isNotEmpty();
            assertThat(scene.events().get(99_999).text("/n")).contains("100000");
        }
    }

    @Test
    void whatIsNoTextIsRefusedAndKeptInBase64() {
        try (var scene = new Scene(Map.of())) {
            scene.write("a", "\"\u00e4\"\n".getBytes(StandardCharsets.ISO_8859_1));
            scene.run();
            assertThat(scene.events().getFirst().text("/base64")).contains("IuQi");
            assertThat(scene.refused).containsExactly("malformed");
        }
    }

    @Test
    void aLineThatIsTooLongOrHasNoTypeIsToldToo() {
        try (var scene = new Scene(Map.of("line-limit", "20 B", "type", "pointer:/t"))) {
            scene.write("a", "{\"t\":\"x\"}\n[" + " ".repeat(20) + "]\n{}\n{\"t\":\"y\"}\n");
            scene.run();
            assertThat(scene.events())
                    .extracting(Event::type)
                    .containsExactly("x", "dev.vigil.rejected", "dev.vigil.rejected", "y");
            assertThat(scene.refused).containsExactly("too-long", "identity");
        }
    }

    @Test
    void aRowThatIsTooLargeAsJsonIsToldAndTheNextOneComes() {
        try (var scene = new Scene(Map.of("format", "csv", "line-limit", "5 MiB"))) {
            scene.write("a", "id\n" + "\u0001".repeat(5_000_000) + "\n2\n");
            scene.run();
            assertThat(scene.events()).extracting(Event::type).containsExactly("dev.vigil.rejected", "dev.vigil.row");
            assertThat(scene.refused).containsExactly("too-long");
        }
    }

    @Test
    void aFileWhoseRefusedLineIsNotWholeOnTheBusIsNotDeleted() {
        try (var scene = new Scene(Map.of("when-done", "delete", "line-limit", "100 KiB"))) {
            scene.write("good", "1\nno\n");
            scene.write("long", "1\n" + "9".repeat(200_000) + "\n2\n");
            scene.run();
            assertThat(scene.has("good")).isFalse();
            assertThat(scene.has("done/good")).isFalse();
            assertThat(scene.has("done/long")).isTrue();
            assertThat(scene.events()).hasSize(5);
        }
    }

    @Test
    void aFileLikeTheOneThatWasDeletedIsAnotherOneAlsoIfItsOwnerDiedBeforeThatWasSaved() {
        try (var scene = new Scene(Map.of("when-done", "delete"))) {
            scene.write("a", "1\n2\n");
            var dies = scene.intake();
            while (scene.has("a")) {
                switch (dies.next(scene.now)) {
                    case Intake.Step.Publish(var events) -> scene.publish(events);
                    case Intake.Step.Save(var saved) when scene.has("a") -> scene.position = Optional.of(saved);
                    case Intake.Step.Save _, Intake.Step.Rest _ -> {}
                }
                if (scene.has("a")) {
                    dies.done();
                }
            }
            scene.write("a", "1\n2\n");
            scene.run();
            assertThat(scene.texts()).containsExactly("1", "2", "1", "2");
            assertThat(scene.names()).isEmpty();
        }
    }

    @Test
    void anOwnerThatWasReplacedReadsNoFileFromItsBeginning() {
        try (var scene = new Scene(Map.of("when-done", "delete"))) {
            scene.write("a", "1\n");
            var late = scene.intake();
            assertThat(late.next(scene.now)).isInstanceOf(Intake.Step.Save.class);
            scene.run();
            late.done(); // it was saved, and somebody else has gone on from there
            scene.write("a", "2\n");
            while (late.next(scene.now) instanceof Intake.Step.Rest) {
                scene.now = scene.now.plusSeconds(1);
            }
            assertThat(late.next(scene.now)).isInstanceOf(Intake.Step.Save.class);
        }
    }

    @Test
    void rowsAreObjectsAlsoAfterACrashAndWithLineBreaksInThem() {
        try (var scene = new Scene(Map.of("format", "csv", "subject", "pointer:/id", "when-done", "keep"))) {
            scene.write("a.csv", "\uFEFFid,text\r\n1,\"two\r\nlines, and \"\"quotes\"\"\"\r\n");
            scene.run();
            scene.append("a.csv", "2,ä\r\n3\r\n\r\n4,x");
            scene.run();
            assertThat(scene.texts().getFirst())
                    .isEqualTo("{\"id\":\"1\",\"text\":\"two\\r\\nlines, and \\\"quotes\\\"\"}");
            assertThat(scene.events().getFirst().subject()).contains("1");
            assertThat(scene.texts().get(1)).isEqualTo("{\"id\":\"2\",\"text\":\"ä\"}");
            assertThat(scene.events().get(1).extension("line")).contains("4");
            assertThat(scene.events().get(2).text("/cause")).contains("1 fields where the header has 2");
            assertThat(scene.texts().getLast()).isEqualTo("{\"id\":\"4\",\"text\":\"x\"}");
        }
    }

    @Test
    void aHeaderOfNoUseMakesNoRowVanish() {
        try (var scene = new Scene(Map.of("format", "csv"))) {
            scene.write("a.csv", "id,id\n1,2\n");
            scene.run();
            assertThat(scene.events()).extracting(Event::type).containsOnly("dev.vigil.rejected");
            assertThat(scene.events().getLast().text("/text")).contains("1,2");
            assertThat(scene.refused).containsExactly("malformed", "malformed");
        }
    }

    @Test
    void aWholeFileIsOneEventAndAnotherOneWhenItIsReplaced() {
        try (var scene = new Scene(
                Map.of("format", "whole", "content-type", "text/plain", "when-done", "keep", "line-limit", "20 B"))) {
            scene.write("a", "one\n");
            scene.write("big", "x".repeat(21));
            scene.run();
            scene.append("a", "two\n");
            scene.run();
            scene.run();
            assertThat(scene.events()).hasSize(3);
            assertThat(scene.texts().getFirst()).isEqualTo("one\n");
            assertThat(scene.events().getFirst().dataContentType()).contains("text/plain");
            assertThat(scene.texts().getLast()).isEqualTo("one\ntwo\n");
            assertThat(scene.refused).containsExactly("too-long");
        }
    }

    @Test
    void anEmptyFileIsDoneWithoutAnEvent() {
        for (var format : new String[] {"ndjson", "csv", "whole", "cloudevents"}) {
            try (var scene = new Scene(Map.of("format", format))) {
                scene.write("a", "");
                scene.run();
                assertThat(scene.has("done/a")).isTrue();
                assertThat(scene.events()).isEmpty();
            }
        }
    }

    @Test
    void aFileOfLineBreaksIsDoneToo() {
        try (var scene = new Scene(Map.of("format", "csv"))) {
            scene.write("a", "\n\r\n\n");
            scene.run();
            assertThat(scene.has("done/a")).isTrue();
        }
    }

    @Test
    void aFileThatIsFollowedIsReadUpToItsLastWholeLine() {
        try (var scene = new Scene(FOLLOWED)) {
            scene.write("log", "1\n2");
            scene.run();
            assertThat(scene.texts()).containsExactly("1");
            scene.append("log", "3\n");
            scene.run();
            assertThat(scene.texts()).containsExactly("1", "23");
        }
    }

    @Test
    void aFileThatIsReplacedOrTruncatedIsAnotherOne() {
        try (var scene = new Scene(FOLLOWED)) {
            scene.write("log", "1\n2\n3\n");
            scene.run();
            scene.replace("log", "1\n2\n3\n4\n");
            scene.run();
            scene.write("log", "1\n");
            scene.run();
            assertThat(scene.texts()).containsExactly("1", "2", "3", "1", "2", "3", "4", "1");
        }
    }

    @Test
    void whatIsOverwrittenAtTheSamePlaceIsNeverTakenForWhatStoodThere() {
        try (var scene = new Scene(FOLLOWED)) {
            scene.write("log", "1\n");
            var intake = scene.intake();
            scene.publish(published(intake, scene));
            scene.write("log", "2\n");
            scene.run();
            assertThat(scene.texts()).containsExactly("1", "2");
        }
    }

    private static List<Event> published(Intake intake, Scene scene) {
        while (true) {
            switch (intake.next(scene.now)) {
                case Intake.Step.Publish(var events) -> {
                    return events;
                }
                case Intake.Step.Save(var position) -> scene.position = Optional.of(position);
                case Intake.Step.Rest _ -> throw new AssertionError("nothing to publish");
            }
            intake.done();
        }
    }

    @Test
    void aFileThatWasRenamedGoesOnAndItsSuccessorBegins() {
        try (var scene = new Scene(FOLLOWED)) {
            scene.write("log", "0\n1\n");
            scene.run();
            scene.append("log", "2\n");
            scene.rename("log", "log.1");
            scene.write("log", "0\n1\n5\n");
            scene.run();
            assertThat(scene.texts()).containsExactly("0", "1", "2", "0", "1", "5");
        }
    }

    @Test
    void aFileThatVanishesBeforeItWasReadIsCounted() {
        try (var scene = new Scene(FOLLOWED)) {
            var intake = scene.intake();
            scene.write("log", "1\nhalf");
            scene.run(intake);
            scene.rename("log", ".gone");
            scene.write("other", "1\n");
            scene.run(intake);
            assertThat(scene.refused).containsExactly("vanished");
        }
    }

    @Test
    void aFolderThatIsMissingIsWaitedForAndToldOnceEachTime() {
        try (var scene = new Scene(KEPT)) {
            scene.write("a", "1\n");
            var intake = scene.intake();
            scene.run(intake);
            scene.rename("../in", "../away");
            scene.run(intake, Duration.ofSeconds(3));
            assertThat(scene.refused).containsExactly("folder");
            scene.rename("../away", "../in");
            scene.append("a", "2\n");
            scene.run(intake);
            assertThat(scene.texts()).containsExactly("1", "2");
        }
    }

    @Test
    void anEmptyFolderMayBeOneThatIsNotMountedAndNothingIsForgotten() {
        try (var scene = new Scene(KEPT)) {
            scene.write("a", "1\n");
            scene.run();
            scene.rename("a", "../a");
            scene.run();
            scene.rename("../a", "a");
            scene.run();
            assertThat(scene.events()).hasSize(1);
        }
    }

    @Test
    void aFileThatCannotBeReadHoldsUpNoOther() {
        try (var scene = new Scene(Map.of())) {
            Scene.io(() -> Files.createSymbolicLink(scene.folder.resolve("a"), scene.folder.resolve("a")));
            scene.write("b", "1\n");
            var intake = scene.intake();
            scene.run(intake, Duration.ofSeconds(3));
            assertThat(scene.texts()).containsExactly("1");
            assertThat(scene.refused).containsExactly("unreadable");
        }
    }

    @Test
    void filesThatCannotBePutAwayAreToldAndNotReadAgain() {
        try (var scene = new Scene(Map.of("done", "in-the-way"))) {
            scene.write(".file", "");
            scene.rename(".file", "in-the-way");
            scene.write("a", "1\n");
            var intake = scene.intake();
            scene.run(intake, Duration.ofSeconds(3));
            scene.run();
            assertThat(scene.texts()).containsExactly("1");
            assertThat(scene.refused).contains("not-moved");
        }
    }

    @Test
    void thousandsOfFilesTakeABoundedPosition() {
        try (var scene = new Scene(KEPT)) {
            for (int i = 0; i < 2_000; i++) {
                scene.write("%04d-%s".formatted(i, "x".repeat(100)), i + "\n");
            }
            var intake = scene.intake();
            scene.run(intake);
            assertThat(scene.position.orElseThrow().length()).isLessThanOrEqualTo(SourcePosition.MOST_BYTES);
            assertThat(scene.refused).containsExactly("full");
            int before = scene.events().size();
            assertThat(before).isBetween(200, 1_000);
            scene.delete("0000-" + "x".repeat(100));
            scene.run(intake);
            assertThat(scene.events()).hasSize(before + 1);
        }
    }

    @Test
    void filesThatAreRenamedToLongNamesWaitWhereThereIsNoRoomForThem() {
        try (var scene = new Scene(FOLLOWED)) {
            for (int i = 0; i < 600; i++) {
                scene.write("%03d".formatted(i), i + "\n");
            }
            var intake = scene.intake();
            scene.run(intake);
            for (int i = 0; i < 500; i++) {
                scene.rename("%03d".formatted(i), "%03d-%s".formatted(i, "x".repeat(240)));
            }
            scene.run(intake);
            assertThat(scene.position.orElseThrow().length()).isLessThanOrEqualTo(SourcePosition.MOST_BYTES);
            assertThat(scene.refused).contains("full");
            assertThat(scene.texts()).doesNotHaveDuplicates();
        }
    }

    @Test
    void thousandsOfFilesAreMovedAndTheirEventsHaveIdsOfTheirOwn() {
        try (var scene = new Scene(Map.of())) {
            for (int i = 0; i < 2_000; i++) {
                scene.write("%04d".formatted(i), "1\n");
            }
            scene.run();
            assertThat(new HashSet<>(scene.events().stream().map(Event::id).toList()))
                    .hasSize(2_000);
            assertThat(scene.position).contains("files 1 2001");
            assertThat(scene.refused).isEmpty();
        }
    }
}
