package dev.vigil.sources.file;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what stands in the way of a source: in the log and in its counter, once when it begins and not again while it lasts. Not
 * thread-safe.
 */
final class Notices {
    /** There is no such folder, or it cannot be read. */
    static final String FOLDER = "folder";
    /** A file cannot be read. */
    static final String UNREADABLE = "unreadable";
    /** A file was taken and can be neither moved nor deleted. */
    static final String NOT_MOVED = "not-moved";
    /** A file has a name that cannot be kept. */
    static final String NAME = "name";
    /** There is no room for another bookmark. */
    static final String FULL = "full";
    /** A file is gone of which not everything was read. */
    static final String VANISHED = "vanished";

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final String source;
    private final Consumer<String> refused;
    private Set<Notice> known = new HashSet<>();
    private Set<Notice> current = new HashSet<>();

    private record Notice(String reason, String file) {}

    /**
     * Notices of a source.
     *
     * @param refused counts under a reason
     */
    Notices(String source, Consumer<String> refused) {
        this.source = source;
        this.refused = refused;
    }

    /** Begins a look at everything: what is not said during it is over. */
    void begin() {
        known = current;
        current = new HashSet<>();
    }

    /** Something stands in the way. */
    void standing(String reason, String file, String cause) {
        var notice = new Notice(reason, file);
        if (current.add(notice) && !known.contains(notice)) {
            once(reason, file, cause);
        }
    }

    /** Something has happened. */
    void once(String reason, String file, String cause) {
        LOG.warn("file source held up source={} reason={} file={} cause={}", source, reason, file, cause);
        refused.accept(reason);
    }

    /** Lines were refused, and are on the bus as such. */
    void refused(String file, Iterable<Refused> refusals) {
        int count = 0;
        for (var refusal : refusals) {
            if (count++ == 0) {
                LOG.warn(
                        "lines refused source={} file={} line={} cause={}",
                        source,
                        file,
                        refusal.line(),
                        refusal.refusal().cause());
            }
            refused.accept(refusal.refusal().reason().word());
        }
        if (count > 1) {
            LOG.warn("more lines refused source={} file={} count={}", source, file, count - 1);
        }
    }

    /**
     * A line that was refused.
     *
     * @param line its number
     */
    record Refused(long line, Refusal refusal) {}
}
