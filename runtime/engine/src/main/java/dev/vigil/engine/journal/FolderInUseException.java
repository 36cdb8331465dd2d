package dev.vigil.engine.journal;

import java.nio.file.Path;

/** Another process has the journal's folder open. */
public final class FolderInUseException extends JournalOpenException {
    FolderInUseException(Path file, String holder) {
        super("the journal " + file + " is in use by another process: " + holder);
    }
}
