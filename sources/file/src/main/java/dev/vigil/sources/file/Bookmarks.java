package dev.vigil.sources.file;

import dev.vigil.api.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The position of a source: a bookmark for each file that it has taken and not yet put away. It has room for some hundreds; a file
 * for which there is no room is not taken until there is. Not thread-safe.
 */
final class Bookmarks {
    private static final String VERSION = "files 1 ";
    /** What a bookmark takes at most, but for the name. */
    private static final int LARGEST = 110;

    private static final int ROOM = SourcePosition.MOST_BYTES - 100;

    private final TreeMap<Long, Bookmark> byGeneration = new TreeMap<>();
    private long nextGeneration = 1;
    private int bytes;

    /**
     * As they were saved; none where nothing was.
     *
     * @throws IllegalStateException if that is not a position of such a source
     */
    static Bookmarks of(Optional<String> position) {
        var bookmarks = new Bookmarks();
        position.ifPresent(saved -> {
            try {
                bookmarks.read(saved);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "the position \"" + saved.lines().findFirst().orElse("")
                                + "\" is not one of files: is a source of another kind known by this name?",
                        e);
            }
        });
        return bookmarks;
    }

    private void read(String saved) {
        var lines = saved.split("\n", -1);
        if (!lines[0].startsWith(VERSION)) {
            throw new IllegalArgumentException("no position of files");
        }
        nextGeneration = Long.parseLong(lines[0].substring(VERSION.length()));
        for (int i = 1; i < lines.length; i++) {
            put(Bookmark.parse(lines[i]));
        }
    }

    /** As text, to be saved. */
    String written() {
        return byGeneration.values().stream()
                .map(Bookmark::written)
                .collect(Collectors.joining("\n", VERSION + nextGeneration + (byGeneration.isEmpty() ? "" : "\n"), ""));
    }

    /** All of them, those first whose files were taken first. */
    List<Bookmark> all() {
        return List.copyOf(byGeneration.values());
    }

    Optional<Bookmark> get(long generation) {
        return Optional.ofNullable(byGeneration.get(generation));
    }

    int size() {
        return byGeneration.size();
    }

    boolean hasRoomFor(Sight sight) {
        return bytes + size(sight.name()) <= ROOM;
    }

    /** Whether there is room for another name of a file. */
    boolean hasRoomFor(Bookmark bookmark, Sight renamed) {
        return bytes - size(bookmark.file()) + size(renamed.name()) <= ROOM;
    }

    /** Takes a file, under a number of its own. */
    long take(Sight sight) {
        put(Bookmark.first(nextGeneration, sight));
        return nextGeneration++;
    }

    /** Keeps a bookmark in place of the one of the same file. */
    void put(Bookmark bookmark) {
        remove(bookmark.generation());
        byGeneration.put(bookmark.generation(), bookmark);
        bytes += size(bookmark.file());
    }

    void remove(long generation) {
        var removed = byGeneration.remove(generation);
        if (removed != null) {
            bytes -= size(removed.file());
        }
    }

    private static int size(String file) {
        return file.getBytes(StandardCharsets.UTF_8).length + LARGEST;
    }
}
