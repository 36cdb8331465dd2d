package dev.vigil.engine.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process out of a folder, and tells it who is in.
 *
 * <p>The operating system drops the lock with its process, so that a killed process leaves nothing to clean up. The file
 * stays where it is: whoever deleted it could delete the one that the next process has just locked.
 */
final class FolderLock implements AutoCloseable {
    /** Far behind the text, since a locked byte cannot be read on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock that belongs to that database file.
     *
     * @throws FolderInUseException if another process has it
     * @throws JournalOpenException if the folder cannot be written
     */
    static FolderLock take(Path database) {
        var file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return take(database, file);
        } catch (IOException e) {
            throw new JournalOpenException("the folder of the journal " + database + " cannot be written: " + e, e);
        }
    }

    private static FolderLock take(Path database, Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new FolderInUseException(database, Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
        return new FolderLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // held within this very process
        }
    }

    private static String holder() {
        var process = ProcessHandle.current();
        Optional<Instant> started = process.info().startInstant();
        return "pid " + process.pid() + " on host " + host() + ", started "
                + started.map(Instant::toString).orElse("at an unknown time") + "\n";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
