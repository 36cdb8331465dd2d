package dev.vigil.sources.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/** The folder that files are taken from. What its file system says goes out as {@link IOException}. Thread-safe. */
final class Folder {
    private static final boolean HAS_INODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** All in one question: between two, the name may go to another file. */
    private static final String ATTRIBUTES =
            HAS_INODES ? "unix:isRegularFile,size,lastModifiedTime,ino,dev" : "isRegularFile,size,lastModifiedTime";

    private static final String ASIDE = ".vigil-";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Path path;
    private final Path done;
    private final PathMatcher pattern;

    /**
     * A folder.
     *
     * @param pattern which files of it count
     * @param done where files are moved that were taken
     */
    Folder(Path path, PathMatcher pattern, Path done) {
        this.path = path;
        this.pattern = pattern;
        this.done = done;
    }

    /**
     * What there is in a folder.
     *
     * @param files by name
     * @param unreadable what is wrong with those of which even that cannot be said, by name
     */
    record Listing(TreeMap<String, Sight> files, TreeMap<String, String> unreadable) {}

    /** The files that count. Hidden ones do not, so that a file can be written under a name that begins with a dot. */
    Listing list() throws IOException {
        var listing = new Listing(new TreeMap<>(), new TreeMap<>());
        try (var all = Files.newDirectoryStream(path)) {
            for (var file : all) {
                var name = file.getFileName();
                if (name != null && !name.toString().startsWith(".") && pattern.matches(name)) {
                    add(listing, name.toString());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException("it cannot be read to its end: " + e.getMessage(), e);
        }
        return listing;
    }

    private void add(Listing listing, String name) {
        try {
            sight(name).ifPresent(sight -> listing.files().put(name, sight));
        } catch (IOException e) {
            listing.unreadable().put(name, String.valueOf(e));
        }
    }

    /** What there is under that name, if it is a file. */
    Optional<Sight> sight(String name) throws IOException {
        return sight(path.resolve(name), name);
    }

    private static Optional<Sight> sight(Path file, String name) throws IOException {
        try {
            var attributes = Files.readAttributes(file, ATTRIBUTES);
            if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                return Optional.empty();
            }
            var modified = (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime"));
            return Optional.of(new Sight(
                    name,
                    number(attributes, "size"),
                    modified.toInstant(),
                    number(attributes, "ino"),
                    number(attributes, "dev")));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** 0 where the file system has no such number. */
    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    FileChannel open(String name) throws IOException {
        return FileChannel.open(path.resolve(name), StandardOpenOption.READ);
    }

    /** Moves a file away that is still what it was; under another name if there is one of its name already. */
    void move(Sight sight, long generation) throws IOException {
        Files.createDirectories(done);
        var target = done.resolve(sight.name());
        take(sight, exists(target) ? done.resolve(sight.name() + "." + generation) : target);
    }

    /**
     * Takes a file out of sight that is still what it was. It is deleted only with {@link #deleteAside}, so that no other file gets its
     * inode while there is a bookmark of it.
     */
    void setAside(Sight sight, long generation) throws IOException {
        take(sight, path.resolve(ASIDE + generation));
    }

    /** Deletes what was set aside, but for the files that are still known. */
    void deleteAside(LongPredicate isKnown) throws IOException {
        try (var all = Files.newDirectoryStream(path, ASIDE + "*")) {
            for (var file : all) {
                var generation =
                        file.toString().substring(path.resolve(ASIDE).toString().length());
                if (NUMBER.matcher(generation).matches() && !isKnown.test(Long.parseLong(generation))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException("it cannot be read to its end: " + e.getMessage(), e);
        }
    }

    /** Nothing can be renamed only if it is unchanged; so it is looked at once more afterwards, and put back if need be. */
    private void take(Sight sight, Path target) throws IOException {
        if (exists(target)) {
            throw new IOException(target + " is there already");
        }
        var source = path.resolve(sight.name());
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        if (sight(target, sight.name()).filter(sight::isSameAs).isEmpty()) {
            if (exists(source)) {
                throw new IOException("it was changed and replaced while it was moved; it is " + target + " now");
            }
            Files.move(target, source, StandardCopyOption.ATOMIC_MOVE);
            throw new IOException("it was changed while it was moved");
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
