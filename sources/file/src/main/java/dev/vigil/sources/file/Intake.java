package dev.vigil.sources.file;

import dev.vigil.api.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source of files does next. A file is first given a number, which is saved; then its lines are published, block by block,
 * and each block's end is saved before the next one is published; a file that is done is put away only after that. So whoever goes
 * on from what was saved publishes what was published before under the same ids.
 *
 * <p>Not thread-safe; blocks for as long as the file system does.
 */
final class Intake {
    /** What is to be done. Until it is done it is asked for again. */
    sealed interface Step {
        /** Publish these, and wait until they are on disk. */
        record Publish(List<Event> events) implements Step {}

        /** Save this position, and wait until it is on disk. */
        record Save(String position) implements Step {}

        /** Look again after that time. */
        record Rest(Duration pause) implements Step {}
    }

    private final FileSettings settings;
    private final Folder folder;
    private final BlockReader reader;
    private final Bookmarks bookmarks;
    private final Look look;
    private final Notices notices;
    private final ArrayDeque<Long> turns = new ArrayDeque<>();
    private SortedMap<String, Sight> files = new TreeMap<>();
    private @Nullable Block block;
    private boolean mustSave;
    /** Whether there may be files that were set aside, by this owner or by one before. */
    private boolean hasAside;

    private boolean hasForgotten;
    private boolean hasLooked;
    private boolean hasWorked;

    /**
     * From a position on.
     *
     * @throws IllegalStateException if that is not a position of files
     */
    Intake(FileSettings settings, Optional<String> position, Notices notices) {
        this.settings = settings;
        this.folder = settings.folder();
        this.reader = new BlockReader(settings, folder);
        this.bookmarks = Bookmarks.of(position);
        this.notices = notices;
        this.hasAside = settings.whenDone() == FileSettings.WhenDone.DELETE;
        this.look = new Look(settings, folder, bookmarks, notices);
    }

    /** What is to be done. */
    Step next(Instant now) {
        while (true) {
            if (block != null) {
                return new Step.Publish(block.events());
            }
            if (mustSave) {
                return new Step.Save(bookmarks.written());
            }
            var turn = turns.peek();
            if (turn != null) {
                if (!goOn(turn, now)) {
                    turns.remove();
                }
            } else if (!hasLooked || hasWorked) {
                look(now);
            } else if (hasForgotten) {
                hasForgotten = false;
                mustSave = true;
            } else {
                hasLooked = false;
                return new Step.Rest(settings.poll());
            }
        }
    }

    /** What was to be done is done. */
    void done() {
        var published = block;
        if (published != null) {
            notices.refused(published.after().file(), published.refusals());
            read(published);
            block = null;
        } else {
            mustSave = false;
            deleteAside();
        }
    }

    /** What was deleted is really deleted once nothing that is saved tells of it. */
    private void deleteAside() {
        if (!hasAside) {
            return;
        }
        try {
            folder.deleteAside(generation -> bookmarks.get(generation).isPresent());
            hasAside = false;
        } catch (IOException e) {
            notices.standing(Notices.NOT_MOVED, settings.path().toString(), String.valueOf(e));
        }
    }

    private void read(Block done) {
        bookmarks.put(done.after());
        mustSave = true;
        hasForgotten = false;
        hasWorked = true;
    }

    private void look(Instant now) {
        hasLooked = true;
        var seen = look.at(now);
        hasWorked = !seen.isSure();
        files = seen.files();
        mustSave |= seen.mustSave();
        hasForgotten |= seen.hasForgotten();
        turns.addAll(seen.turns());
    }

    /** Goes on with a file; whether there may be more to do for it. */
    private boolean goOn(long generation, Instant now) {
        var bookmark = bookmarks.get(generation);
        var sight = bookmark.flatMap(mark -> Optional.ofNullable(files.get(mark.file())));
        if (bookmark.isEmpty() || sight.isEmpty()) {
            return false;
        }
        boolean isAll = !settings.follow();
        if (bookmark.get().offset() < sight.get().size()) {
            return read(bookmark.get(), sight.get(), isAll, now);
        }
        if (!settings.keeps()) {
            putAway(bookmark.get(), sight.get());
        }
        return false;
    }

    private boolean read(Bookmark from, Sight sight, boolean isAll, Instant now) {
        try {
            var next = reader.read(from, sight, isAll, now);
            next.ifPresent(found -> {
                if (found.events().isEmpty()) {
                    read(found);
                } else {
                    block = found;
                }
            });
            return next.isPresent();
        } catch (IOException e) {
            notices.standing(Notices.UNREADABLE, from.file(), String.valueOf(e));
            return false;
        }
    }

    private void putAway(Bookmark bookmark, Sight sight) {
        try {
            if (settings.whenDone() == FileSettings.WhenDone.DELETE && !bookmark.isCut()) {
                folder.setAside(sight, bookmark.generation());
                hasAside = true;
            } else {
                folder.move(sight, bookmark.generation());
            }
            bookmarks.remove(bookmark.generation());
            hasForgotten = true;
            hasWorked = true;
        } catch (IOException e) {
            notices.standing(Notices.NOT_MOVED, bookmark.file(), String.valueOf(e));
        }
    }
}
