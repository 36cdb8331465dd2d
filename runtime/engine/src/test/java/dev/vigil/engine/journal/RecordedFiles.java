package dev.vigil.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's that does what the real one does and keeps, in their order, all changes that are made to database
 * files. What a process that is killed leaves behind is what it had changed by then, no more and no less.
 */
public final class RecordedFiles extends FilePathWrapper {
    static final String SCHEME = "recorded";

    /** All of them, since H2 itself creates the instances. */
    private static final List<Change> CHANGES = new ArrayList<>();

    /** Something done to a file. */
    sealed interface Change {
        /** Bytes written at that place. */
        record Written(long position, byte[] bytes) implements Change {}

        /** The file cut off there. */
        record Truncated(long size) implements Change {}
    }

    /** Begins anew; from then on URLs may name the scheme. */
    static void begin() {
        synchronized (CHANGES) {
            CHANGES.clear();
        }
        FilePath.register(new RecordedFiles());
    }

    /** How many changes there have been. */
    static int count() {
        synchronized (CHANGES) {
            return CHANGES.size();
        }
    }

    static List<Change> changes() {
        synchronized (CHANGES) {
            return List.copyOf(CHANGES);
        }
    }

    private static void add(Change change) {
        synchronized (CHANGES) {
            CHANGES.add(change);
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        var file = super.open(mode);
        return name.endsWith(".mv.db") ? new Recorded(file) : file;
    }

    private static final class Recorded extends FileBaseDefault {
        private final FileChannel file;

        Recorded(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            var before = source.duplicate();
            var bytes = new byte[file.write(source, position)];
            before.get(bytes);
            add(new Change.Written(position, bytes));
            return bytes.length;
        }

        @Override
        protected synchronized void implTruncate(long size) throws IOException {
            file.truncate(size);
            add(new Change.Truncated(size));
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metadata) throws IOException {
            file.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
