package dev.vigil.sources.file;

import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceKind;

/** Sources of kind {@code file}: what is in the files of a folder. */
public final class FileKind implements SourceKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public FileKind() {}

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public Source create(String name, Settings settings) {
        return new FileSource(FileSettings.from(name, settings));
    }
}
