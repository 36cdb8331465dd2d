package dev.vigil.sources.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares a folder with the bookmarks: which files are known, which have another name now, which are gone, which are new. A file
 * is known by its inode and by what was read of it; whatever else is called by its name is another file. Not thread-safe.
 */
final class Look {
    /** How many files are taken at once where they are put away afterwards. */
    private static final int AHEAD = 32;

    private final FileSettings settings;
    private final Folder folder;
    private final Bookmarks bookmarks;
    private final Notices notices;
    /** How files of bookmarks looked when they were known again last. */
    private final Map<Long, Sight> recognised = new HashMap<>();
    /** Since when files look as they do. */
    private Map<String, Since> unchanged = new HashMap<>();
    /** The bookmarks whose files the last look did not find. */
    private Set<Long> missed = Set.of();

    private record Since(Sight sight, Instant time) {}

    private enum Verdict {
        SAME,
        OTHER,
        UNKNOWN
    }

    /**
     * What was seen.
     *
     * @param files by name
     * @param turns the bookmarks of files of which something may be read, in their order
     * @param mustSave whether the bookmarks must be saved before anything is published
     * @param hasForgotten whether there are fewer
     * @param isSure whether nothing is missing that the look before had found; else another look is to follow at once
     */
    record Seen(
            SortedMap<String, Sight> files, List<Long> turns, boolean mustSave, boolean hasForgotten, boolean isSure) {}

    Look(FileSettings settings, Folder folder, Bookmarks bookmarks, Notices notices) {
        this.settings = settings;
        this.folder = folder;
        this.bookmarks = bookmarks;
        this.notices = notices;
    }

    Seen at(Instant now) {
        notices.begin();
        Folder.Listing listing;
        try {
            listing = folder.list();
        } catch (IOException e) {
            notices.standing(Notices.FOLDER, settings.path().toString(), String.valueOf(e));
            return new Seen(new TreeMap<>(), List.of(), false, false, true);
        }
        var files = listing.files();
        files.keySet().removeIf(name -> !canBeKept(name));
        listing.unreadable().forEach((name, cause) -> notices.standing(Notices.UNREADABLE, name, cause));
        watch(files, now);
        recognised.keySet().removeIf(generation -> bookmarks.get(generation).isEmpty());
        var known = new HashSet<String>();
        var turns = new TreeSet<Long>();
        var lost = new ArrayList<Bookmark>();
        for (var bookmark : bookmarks.all()) {
            if (!listing.unreadable().containsKey(bookmark.file())) {
                match(bookmark, files, known, turns, lost);
            }
        }
        int before = lost.size();
        lost.removeIf(bookmark -> isRenamed(bookmark, files, known, turns));
        boolean hasRenamed = lost.size() < before;
        // Of an empty folder nothing can be said: it may be one that is not mounted.
        boolean hasForgotten = !files.isEmpty() && forget(lost);
        boolean isSure = files.isEmpty() || hadMissed(lost);
        boolean hasTaken = isSure && take(files, known, turns, now);
        turns.removeIf(generation -> !isReady(generation, files, now));
        boolean mustSave = hasTaken || hasRenamed || turns.stream().anyMatch(generation -> isUnread(generation, files));
        return new Seen(files, List.copyOf(turns), mustSave, hasForgotten, isSure);
    }

    private boolean canBeKept(String name) {
        boolean isGood = Attribute.fault(name).isEmpty() && name.indexOf('\uFFFD') < 0;
        if (!isGood) {
            notices.standing(Notices.NAME, name.replaceAll("\\p{Cntrl}", "?"), "its name is no text");
        }
        return isGood;
    }

    private void watch(Map<String, Sight> files, Instant now) {
        var before = unchanged;
        unchanged = new HashMap<>();
        files.forEach((name, sight) -> {
            var since = before.get(name);
            unchanged.put(name, since != null && since.sight().equals(sight) ? since : new Since(sight, now));
        });
    }

    private void match(
            Bookmark bookmark, Map<String, Sight> files, Set<String> known, Set<Long> turns, List<Bookmark> lost) {
        var sight = files.get(bookmark.file());
        var verdict = sight == null ? Verdict.OTHER : verdict(bookmark, sight);
        if (sight == null || verdict == Verdict.OTHER) {
            lost.add(bookmark);
        } else {
            known.add(sight.identity());
        }
        if (verdict == Verdict.SAME) {
            turns.add(bookmark.generation());
        }
    }

    /** Whether a file that nobody knows is that of a bookmark. */
    private boolean isRenamed(Bookmark bookmark, Map<String, Sight> files, Set<String> known, Set<Long> turns) {
        for (var sight : files.values()) {
            boolean mayBe = sight.inode() != 0 && !known.contains(sight.identity());
            var verdict = mayBe ? verdict(bookmark, sight) : Verdict.OTHER;
            if (verdict != Verdict.OTHER) {
                known.add(sight.identity());
                if (verdict == Verdict.SAME && bookmarks.hasRoomFor(bookmark, sight)) {
                    bookmarks.put(bookmark.renamed(sight.name()));
                    turns.add(bookmark.generation());
                } else if (verdict == Verdict.SAME) {
                    full();
                }
                return true;
            }
        }
        return false;
    }

    private Verdict verdict(Bookmark bookmark, Sight sight) {
        if (!mayFit(bookmark, sight)) {
            return Verdict.OTHER;
        }
        if (sight.equals(recognised.get(bookmark.generation()))) {
            return Verdict.SAME;
        }
        try (var channel = folder.open(sight.name())) {
            if (!bookmark.mark().fits(channel, bookmark.offset(), settings.window())) {
                return Verdict.OTHER;
            }
            recognised.put(bookmark.generation(), sight);
            return Verdict.SAME;
        } catch (NoSuchFileException _) {
            return Verdict.UNKNOWN; // it was renamed since; the next look finds out
        } catch (IOException e) {
            notices.standing(Notices.UNREADABLE, sight.name(), String.valueOf(e));
            return Verdict.UNKNOWN;
        }
    }

    /** Of a file that is one event, nothing may have changed. */
    private boolean mayFit(Bookmark bookmark, Sight sight) {
        return bookmark.mayFit(sight)
                && (settings.format().framing().isByLines()
                        || bookmark.offset() == 0
                        || bookmark.offset() == sight.size());
    }

    /**
     * Forgets what two looks in a row did not find; whether there was any. One is not enough: a file that is renamed while the folder
     * is listed may be found under neither name.
     */
    private boolean forget(List<Bookmark> lost) {
        var gone = lost.stream()
                .filter(bookmark -> missed.contains(bookmark.generation()))
                .toList();
        gone.forEach(this::forget);
        return !gone.isEmpty();
    }

    /** Whether the look before did not find these either; keeps them in mind for the next one. */
    private boolean hadMissed(List<Bookmark> lost) {
        var before = missed;
        missed = lost.stream().map(Bookmark::generation).collect(Collectors.toSet());
        return before.containsAll(missed);
    }

    private void forget(Bookmark bookmark) {
        var last = recognised.remove(bookmark.generation());
        if (last != null && last.size() > bookmark.offset()) {
            notices.once(
                    Notices.VANISHED,
                    bookmark.file(),
                    "it is gone, and " + (last.size() - bookmark.offset()) + " bytes of it were not read");
        }
        bookmarks.remove(bookmark.generation());
    }

    /**
     * Gives numbers to files that have none; whether there were any. A file that stands there twice is one: it has two names, or was
     * renamed after the first was looked at.
     */
    private boolean take(SortedMap<String, Sight> files, Set<String> known, Set<Long> turns, Instant now) {
        int taken = 0;
        for (var sight : files.values()) {
            if (known.contains(sight.identity()) || (!settings.follow() && !isSettled(sight, now))) {
                continue;
            }
            if (!settings.keeps() && taken == AHEAD) {
                break;
            }
            if (!bookmarks.hasRoomFor(sight)) {
                full();
                break;
            }
            known.add(sight.identity());
            turns.add(bookmarks.take(sight));
            taken++;
        }
        return taken > 0;
    }

    private void full() {
        notices.standing(
                Notices.FULL,
                settings.path().toString(),
                "no more than these " + bookmarks.size() + " files are kept in mind; the others wait");
    }

    private boolean isReady(long generation, Map<String, Sight> files, Instant now) {
        return settings.follow()
                || bookmarks
                        .get(generation)
                        .flatMap(bookmark -> Optional.ofNullable(files.get(bookmark.file())))
                        .filter(sight -> isSettled(sight, now))
                        .isPresent();
    }

    /**
     * Whether a file is about to be read from its beginning. Nothing but its inode tells that it is that of the bookmark; so whoever
     * reads it must still be the owner, else the file of the bookmark may be gone and its inode may be another one's.
     */
    private boolean isUnread(long generation, Map<String, Sight> files) {
        return bookmarks
                .get(generation)
                .filter(bookmark -> bookmark.offset() == 0)
                .flatMap(bookmark -> Optional.ofNullable(files.get(bookmark.file())))
                .filter(sight -> sight.size() > 0)
                .isPresent();
    }

    private boolean isSettled(Sight sight, Instant now) {
        var since = unchanged.get(sight.name());
        return since != null && !since.time().plus(settings.settle()).isAfter(now);
    }
}
