package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.engine.EngineSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalH2IT implements JournalContract, OutageTableContract, SourceTableContract, TrimmerContract {
    @TempDir
    Path folder;

    @Override
    public EngineSettings.Journal settings() {
        return new EngineSettings.Journal("jdbc:h2:file:" + folder.resolve("journal"), "sa", "", 4);
    }

    @Test
    void theFolderIsCreated() {
        var url = "jdbc:h2:" + folder.resolve("not/yet/there/journal") + ";WRITE_DELAY=500";

        Database.open(new EngineSettings.Journal(url, "sa", "", 2), 8).close();

        assertThat(folder.resolve("not/yet/there/journal.mv.db")).exists();
    }

    @Test
    void aFolderIsOpenedOnceEvenWithinOneProcess() {
        try (var first = Database.open(settings(), 32)) {
            assertThatThrownBy(() -> Database.open(settings(), 32))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            assertThat(first.reachable().toCompletableFuture().join()).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsToldAsWhatItIs() {
        Database.open(settings(), 32).close();
        var wrong = new EngineSettings.Journal(settings().url(), "sa", "wrong", 4);

        assertThatThrownBy(() -> Database.open(wrong, 32))
                .isInstanceOf(JournalOpenException.class)
                .hasMessageContaining("Wrong user name or password")
                .hasMessageContaining(folder.toString());
        Database.open(settings(), 32).close();
    }
}
