package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void theLockIsFreeAgainOnceItIsGivenBack() throws Exception {
        var database = folder.resolve("a/b/journal");
        FolderLock.take(database).close();
        try (var lock = FolderLock.take(database)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(database))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessageContaining(database.toString())
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void whatAKilledProcessLeftDoesNotKeepTheNextOneOut() throws Exception {
        Files.writeString(
                folder.resolve("journal.lock"), "pid 1 on host elsewhere, started long ago, and a longer text\n");

        try (var lock = FolderLock.take(folder.resolve("journal"))) {
            assertThat(lock).isNotNull();
            assertThat(folder.resolve("journal.lock")).content().doesNotContain("elsewhere", "longer");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAsWhatItIs() throws Exception {
        Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> FolderLock.take(folder.resolve("file/journal")))
                .isInstanceOf(JournalOpenException.class)
                .hasMessageContaining("cannot be written");
    }
}
