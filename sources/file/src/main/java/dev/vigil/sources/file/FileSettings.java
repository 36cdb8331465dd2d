package dev.vigil.sources.file;

import dev.vigil.api.Settings;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/**
 * The configuration of one source of files.
 *
 * @param name of the source
 * @param path of the folder
 * @param pattern which files of it count
 * @param format of the files
 * @param lineLimit how many bytes a line may have, or a file that is one event
 * @param follow whether files go on growing
 * @param settle how long a file must not have changed before it is taken
 * @param poll how often the folder is looked at
 * @param whenDone what becomes of a file that was taken
 * @param done where it is moved
 * @param rejection what becomes of a line that is refused
 */
record FileSettings(
        String name,
        Path path,
        PathMatcher pattern,
        Format format,
        int lineLimit,
        boolean follow,
        Duration settle,
        Duration poll,
        WhenDone whenDone,
        Path done,
        Rejection rejection) {
    private static final int DEFAULT_LINE_LIMIT = 1 << 20;
    private static final int MOST_LINE_LIMIT = 25 << 20;
    private static final int MARK_BYTES = 4 << 10;

    /** What becomes of a file that was taken. */
    enum WhenDone {
        /** It stays, and is remembered. */
        KEEP,
        /** It is moved to a folder. */
        MOVE,
        /** It is deleted. */
        DELETE;

        static WhenDone of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Reads the settings of the source of that name; what is wrong is reported through them. */
    static FileSettings from(String name, Settings settings) {
        var path = path(settings, "path", settings.text("path"));
        var source = FormatSettings.attribute(settings, "source", "/file/" + name);
        boolean follow = settings.flag("follow", false);
        var format = new FormatSettings(source, settings).format();
        if (follow && !format.framing().isByLines()) {
            settings.problem("follow", "no format = whole, where a file is one event once it does not grow any more");
        }
        return new FileSettings(
                name,
                path,
                pattern(settings),
                format,
                lineLimit(settings),
                follow,
                duration(settings, "settle", Duration.ofSeconds(5), Duration.ZERO),
                duration(settings, "poll", Duration.ofSeconds(1), Duration.ofMillis(10)),
                whenDone(settings, follow),
                path.resolve(path(settings, "done", settings.text("done", "done"))),
                new Rejection(source, FormatSettings.attribute(settings, "rejected-type", "dev.vigil.rejected")));
    }

    private static Path path(Settings settings, String key, String value) {
        try {
            if (!value.isEmpty()) {
                return Path.of(value);
            }
        } catch (InvalidPathException _) {
            // told below, like one that is empty
        }
        if (settings.has(key)) {
            settings.problem(key, "the path of a folder");
        }
        return Path.of("none");
    }

    private static PathMatcher pattern(Settings settings) {
        var glob = settings.text("files", "*");
        try {
            if (!glob.isEmpty() && !glob.contains("/")) {
                return FileSystems.getDefault().getPathMatcher("glob:" + glob);
            }
        } catch (PatternSyntaxException _) {
            // told below, like one that names folders
        }
        settings.problem("files", "a pattern of names such as \"*.ndjson\", without folders");
        return _ -> false;
    }

    private static int lineLimit(Settings settings) {
        long limit = settings.bytes("line-limit", DEFAULT_LINE_LIMIT);
        if (limit < 1 || limit > MOST_LINE_LIMIT) {
            settings.problem("line-limit", "a size from 1 byte to 25 MiB");
            return DEFAULT_LINE_LIMIT;
        }
        return (int) limit;
    }

    private static Duration duration(Settings settings, String key, Duration otherwise, Duration least) {
        var duration = settings.duration(key, otherwise);
        if (duration.compareTo(least) < 0 || duration.compareTo(Duration.ofDays(1)) > 0) {
            settings.problem(key, "a time span from " + least.toMillis() + "ms to 1d");
            return otherwise;
        }
        return duration;
    }

    private static WhenDone whenDone(Settings settings, boolean follow) {
        var word = settings.oneOf("when-done", follow ? "keep" : "move", "keep", "move", "delete");
        if (follow && !word.equals("keep")) {
            settings.problem("when-done", "keep, since a file that is followed is never done");
        }
        return WhenDone.of(word);
    }

    Folder folder() {
        return new Folder(path, pattern, done);
    }

    /** Whether files stay where they are. */
    boolean keeps() {
        return whenDone == WhenDone.KEEP;
    }

    /** By how many bytes at each end a file is known again; by all of them where it is one event. */
    int window() {
        return format.framing().isByLines() ? MARK_BYTES : Math.max(MARK_BYTES, lineLimit);
    }
}
