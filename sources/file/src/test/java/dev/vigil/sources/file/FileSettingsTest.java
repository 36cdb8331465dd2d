package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSettingsTest {
    @Test
    void aFolderIsEnough() {
        var settings = new Settings("vigil.sources.orders", Map.of("path", "/data/orders"));
        var files = FileSettings.from("orders", settings);
        assertThat(settings.problems()).isEmpty();
        assertThat(files.format()).isInstanceOf(JsonLines.class);
        assertThat(files.whenDone()).isEqualTo(FileSettings.WhenDone.MOVE);
        assertThat(files.done()).hasToString("/data/orders/done");
        assertThat(files.settle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(files.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(files.lineLimit()).isEqualTo(1 << 20);
        assertThat(files.rejection()).isEqualTo(new Rejection("/file/orders", "dev.vigil.rejected"));
    }

    @Test
    void filesThatAreFollowedStay() {
        var settings = new Settings("vigil.sources.logs", Map.of("path", "/var/log", "follow", true));
        assertThat(FileSettings.from("logs", settings).keeps()).isTrue();
        assertThat(settings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "path, '', the path of a folder",
        "files, '[', a pattern of names",
        "files, sub/*, without folders",
        "format, xml, 'one of ndjson, cloudevents, csv, whole'",
        "delimiter, ;, it is only for format = csv",
        "content-type, text/plain, it is only for format = whole",
        "line-limit, 1 GiB, a size from 1 byte to 25 MiB",
        "settle, 2d, a time span from 0ms to 1d",
        "poll, 1ms, a time span from 10ms to 1d",
        "when-done, burn, 'one of keep, move, delete'",
        "type, header:X, pointer:/a/json/pointer",
        "subject, '', pointer:/a/json/pointer",
        "key, pointer:x, pointer:/a/json/pointer",
        "source, '', a text of 1 to 1024 characters",
        "rejected-type, '', a text of 1 to 1024 characters",
        "every, 5m, 'one of content-type, delimiter, done, files, follow, format, key, line-limit, path, poll,"
                + " rejected-type, settle, source, subject, type, when-done'"
    })
    void whatIsWrongIsSaidWithItsPath(String key, String value, String expected) {
        var values = new HashMap<String, Object>(Map.of("path", "/data"));
        values.put(key, value);
        assertThat(problems(values))
                .singleElement()
                .asString()
                .startsWith("vigil.sources.x." + key + ": ")
                .contains(expected);
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() {
        assertThat(problems(Map.of("path", "/data", "follow", true, "when-done", "move")))
                .singleElement()
                .asString()
                .contains("a file that is followed is never done");
        assertThat(problems(Map.of("path", "/data", "follow", true, "format", "whole")))
                .singleElement()
                .asString()
                .contains("vigil.sources.x.follow");
        assertThat(problems(Map.of("path", "/data", "format", "cloudevents", "type", "text:x")))
                .singleElement()
                .asString()
                .contains("each event has its own");
        assertThat(problems(Map.of("path", "/data", "format", "csv", "delimiter", "ab")))
                .singleElement()
                .asString()
                .contains("one ASCII character");
    }

    @Test
    void aFolderMustBeThere() {
        assertThat(problems(Map.of()))
                .containsExactly(new Settings.Problem("vigil.sources.x.path", "nothing", "a text"));
    }

    private static List<Settings.Problem> problems(Map<String, ?> values) {
        var settings = new Settings("vigil.sources.x", values);
        var _ = FileSettings.from("x", settings);
        return settings.problems();
    }
}
