package dev.vigil.sources.file;

import dev.vigil.api.Event;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** Reads the next events of a file. */
final class BlockReader {
    private static final int MOST_LINES = 1_000;
    private static final int MOST_BYTES = 1 << 20;
    /** What an event may have at most, so that the bus, which takes 31 MiB of one, never refuses it. */
    private static final int MOST_DATA_BYTES = 25 << 20;

    private static final int MOST_EXTENSIONS = 1_000;

    private final FileSettings settings;
    private final Folder folder;

    BlockReader(FileSettings settings, Folder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * The next events of a file; empty where there is no whole line yet, or it is not the same file any more.
     *
     * @param sight how the file was when it was looked at; nothing behind that is read
     * @param isAll whether it is complete
     */
    Optional<Block> read(Bookmark from, Sight sight, boolean isAll, Instant now) throws IOException {
        try (var channel = folder.open(from.file())) {
            if (!from.mark().fits(channel, from.offset(), settings.window())) {
                return Optional.empty();
            }
            var header = header(channel, sight, isAll);
            if (settings.format().hasHeader() && header.isEmpty() && !isAll) {
                return Optional.empty();
            }
            var stretch = lines(channel, sight, isAll).read(from.offset(), from.line(), MOST_LINES, MOST_BYTES);
            if (stretch.end() == from.offset()) {
                return Optional.empty();
            }
            var block = block(from, header, stretch, Mark.of(channel, stretch.end(), settings.window()), now);
            // A file that was renamed into its place meanwhile is another one, however it begins; and one that was
            // written after
            // it was deleted by the owner that replaced this one may have its inode, but not its time too.
            return folder.sight(from.file())
                    .filter(last -> isAll ? last.isSameAs(sight) : from.mayFit(last))
                    .map(_ -> block);
        } catch (NoSuchFileException _) {
            return Optional.empty(); // it was renamed since it was looked at
        }
    }

    private Lines lines(FileChannel channel, Sight sight, boolean isAll) {
        return new Lines(channel, settings.format().framing(), settings.lineLimit(), sight.size(), isAll);
    }

    /** The first line, wherever reading begins. */
    private Optional<Line> header(FileChannel channel, Sight sight, boolean isAll) throws IOException {
        return settings.format().hasHeader()
                ? lines(channel, sight, isAll).read(0, 1, 1, Integer.MAX_VALUE).lines().stream()
                        .findFirst()
                : Optional.empty();
    }

    private Block block(Bookmark from, Optional<Line> header, Lines.Stretch stretch, Mark mark, Instant now) {
        var events = new ArrayList<Event>();
        var refusals = new ArrayList<Notices.Refused>();
        boolean cuts = false;
        var reading = settings.format().reading(header);
        for (var line : stretch.lines()) {
            var origin = new Origin(line.id(settings.name(), from.generation()), from.file(), now);
            try {
                line.fault().ifPresent(fault -> {
                    throw fault;
                });
                if (isHeader(line, header)) {
                    reading.check();
                } else {
                    events.add(fitting(reading.event(origin, line)));
                }
            } catch (Refusal refusal) {
                events.add(settings.rejection().event(origin, line, refusal));
                refusals.add(new Notices.Refused(line.number(), refusal));
                cuts |= !Rejection.isWhole(line);
            }
        }
        return new Block(events, refusals, from.at(stretch, mark, cuts));
    }

    /** A row is longer as JSON than it is in the file, and a line may have any number of attributes. */
    private static Event fitting(Event event) {
        int length = event.data().remaining();
        if (length > MOST_DATA_BYTES) {
            throw new Refusal(
                    Refusal.Reason.TOO_LONG, "its data takes " + length + " bytes, more than " + MOST_DATA_BYTES);
        }
        int extensions = event.extensions().size();
        if (extensions > MOST_EXTENSIONS) {
            throw new Refusal(
                    Refusal.Reason.IDENTITY, "it has " + extensions + " extensions, more than " + MOST_EXTENSIONS);
        }
        return event;
    }

    private static boolean isHeader(Line line, Optional<Line> header) {
        return header.filter(first -> first.offset() == line.offset()).isPresent();
    }
}
