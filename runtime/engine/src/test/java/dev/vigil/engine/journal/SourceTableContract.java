package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.EngineSettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of the table of sources on every database. */
interface SourceTableContract {
    /** A journal of its own for each test, not yet created at first. */
    EngineSettings.Journal settings();

    @Test
    default void aPositionIsThereForTheNextOwnerAndAfterARestart() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            var table = database.sources();
            assertThat(get(table.take("clock", "a:1"))).contains(new SourceTable.Taken(1, Optional.empty()));
            assertThat(get(table.save("clock", 1, 1, "Größe 😀 7"))).isTrue();
        }
        try (var database = Database.open(settings(), 8)) {
            var table = database.sources();
            assertThat(get(table.take("clock", "b:1"))).contains(new SourceTable.Taken(2, Optional.of("Größe 😀 7")));
            assertThat(get(table.take("other", "b:1"))).contains(new SourceTable.Taken(1, Optional.empty()));
        }
    }

    @Test
    default void whatAnOlderOwnerSavesIsRefusedAndNothingOfItIsLeft() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            var table = database.sources();
            get(table.take("clock", "a:1"));
            assertThat(get(table.save("clock", 1, 1, "5"))).isTrue();
            assertThat(get(table.isOwner("clock", 1))).isTrue();
            get(table.take("clock", "b:1"));
            assertThat(get(table.isOwner("clock", 1))).isFalse();
            assertThat(get(table.save("clock", 1, 2, "6"))).isFalse();
            assertThat(get(table.save("clock", 2, 1, "7"))).isTrue();
            assertThat(get(table.take("clock", "a:1"))).contains(new SourceTable.Taken(3, Optional.of("7")));
        }
    }

    @Test
    default void aSaveThatComesLateDoesNotOverwriteALaterOne() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            var table = database.sources();
            get(table.take("clock", "a:1"));
            assertThat(get(table.save("clock", 1, 2, "later"))).isTrue();
            assertThat(get(table.save("clock", 1, 1, "late"))).isFalse();
            assertThat(get(table.take("clock", "a:1")).orElseThrow().position()).contains("later");
        }
    }

    @Test
    default void ofManyThatTakeOverAtOnceEachGetsAnEpochOfItsOwnAndTheLastIsTheOwner() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            var table = database.sources();
            var asked = IntStream.range(0, 20)
                    .mapToObj(i -> table.take("clock", "n:" + i).toCompletableFuture())
                    .toList();
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            var epochs = asked.stream()
                    .flatMap(taken -> taken.join().stream())
                    .map(SourceTable.Taken::epoch)
                    .toList();
            assertThat(epochs).isNotEmpty().doesNotHaveDuplicates();
            long owners = 0;
            for (long epoch : epochs) {
                owners += get(table.isOwner("clock", epoch)) ? 1 : 0;
            }
            assertThat(owners).isEqualTo(1);
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
