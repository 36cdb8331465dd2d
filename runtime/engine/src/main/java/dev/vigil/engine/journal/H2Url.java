package dev.vigil.engine.journal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A URL of an H2 database in a file, with the settings that an acknowledgement depends on.
 *
 * @param file the database, without H2's ending
 * @param settings H2's settings by their names in upper case
 */
record H2Url(Path file, Map<String, String> settings) {
    private static final String PREFIX = "jdbc:h2:";

    /**
     * What holds whatever the user's URL says.
     * WRITE_DELAY=0: TransactionStore commits to the file before a commit returns, and MVStore writes in the caller's own
     * thread; with any other value both happen later, in the background.
     * RETENTION_TIME: how long replaced pages stay, in ms; the file is forced to the disk more often than that, so that
     * nothing a power cut may still need is overwritten. Not every release of H2 finds its newest commits again once space
     * has been used twice: see docs/adr/0009.
     * PAGE_SIZE and MAX_LENGTH_INPLACE_LOB: a commit writes a third of the bytes that it writes by default.
     * The rest: this process opens and shuts the database, not H2's own hooks.
     */
    private static final Map<String, String> REQUIRED = Map.of(
            "WRITE_DELAY", "0",
            "RETENTION_TIME", "5000",
            "PAGE_SIZE", "4096",
            "MAX_LENGTH_INPLACE_LOB", "65536",
            "LOCK_TIMEOUT", "2000",
            "DB_CLOSE_DELAY", "-1",
            "DB_CLOSE_ON_EXIT", "FALSE");

    static boolean matches(String url) {
        return url.startsWith(PREFIX);
    }

    /**
     * Reads a URL.
     *
     * @throws JournalOpenException if it names no file
     */
    static H2Url parse(String url) {
        var parts = url.substring(PREFIX.length()).split(";", -1);
        var name = parts[0].startsWith("file:") ? parts[0].substring("file:".length()) : parts[0];
        // A single letter before the colon is a Windows drive; anything longer is memory, a server, an archive.
        if (name.isBlank() || name.indexOf(':') > 1) {
            throw new JournalOpenException("the journal's URL " + PREFIX + parts[0]
                    + " is not that of a file; expected jdbc:h2:file:PATH or jdbc:postgresql://HOST/DATABASE");
        }
        var settings = new LinkedHashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            var setting = parts[i].split("=", 2);
            if (setting.length == 2) {
                settings.put(setting[0].toUpperCase(Locale.ROOT), setting[1]);
            } else if (!parts[i].isBlank()) {
                throw new JournalOpenException("the journal's URL has the setting " + parts[i] + " without a value");
            }
        }
        settings.putAll(REQUIRED);
        return new H2Url(absolute(name), settings);
    }

    private static Path absolute(String name) {
        var path = name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
        return Path.of(path).toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
        return settings.entrySet().stream()
                .map(setting -> ";" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("", PREFIX + "file:" + file, ""));
    }
}
