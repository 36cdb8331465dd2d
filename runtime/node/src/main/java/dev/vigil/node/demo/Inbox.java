package dev.vigil.node.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder that the demo's file source reads.
 *
 * @param folder made where it is not there
 */
record Inbox(Path folder) {
    private static final String FILE = "shop.ndjson";

    /** Puts the shipped file there, whole, unless an earlier run has. */
    void drop() throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve("done").resolve(FILE))) {
            return;
        }
        var written = folder.resolve("." + FILE);
        try (var shipped = Inbox.class.getResourceAsStream(FILE)) {
            if (shipped == null) {
                throw new FileNotFoundException("the file " + FILE + " is missing from this build");
            }
            Files.copy(shipped, written, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(written, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether all of it has been read. */
    boolean isEmpty() {
        return !Files.exists(folder.resolve(FILE));
    }
}
