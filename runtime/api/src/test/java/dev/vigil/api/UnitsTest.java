package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "1ns, PT0.000000001S",
        "5us, PT0.000005S",
        "250ms, PT0.25S",
        "10 millis, PT0.01S",
        "10s, PT10S",
        "1 second, PT1S",
        "0.5s, PT0.5S",
        "90 seconds, PT1M30S",
        "5m, PT5M",
        "5 minutes, PT5M",
        "2h, PT2H",
        "1 hour, PT1H",
        "7d, PT168H",
        "1 day, PT24H",
        "'  3   S ', PT3S",
        "0s, PT0S"
    })
    void timeSpansAreReadWithTheirUnits(String text, Duration expected) {
        assertThat(Units.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1 fortnight", "1s 2s", "1,5s", "1e3 s", "300000d", "٣s"})
    void whatIsNoTimeSpanIsNotGuessed(String text) {
        assertThat(Units.duration(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 4096",
        "1B, 1",
        "1kB, 1000",
        "1MB, 1000000",
        "2GB, 2000000000",
        "1TB, 1000000000000",
        "64 KiB, 65536",
        "1MiB, 1048576",
        "1GiB, 1073741824",
        "1 TiB, 1099511627776",
        "1k, 1024",
        "8m, 8388608",
        "1g, 1073741824",
        "0.5 KiB, 512",
        "0, 0",
        "9223372036854775807, 9223372036854775807"
    })
    void sizesAreReadWithTheirUnits(String text, long expected) {
        assertThat(Units.bytes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "-1", "1 parsec", "9223372036854775808", "9000000 TiB", "1 2"})
    void whatIsNoSizeIsNotGuessed(String text) {
        assertThat(Units.bytes(text)).isNull();
    }

    @Test
    void numbersAreReadAsWellAsTexts() {
        assertThat(Units.bytes(4096)).isEqualTo(4096);
        assertThat(Units.duration(10)).isNull();
    }
}
