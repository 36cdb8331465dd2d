package dev.vigil.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, true",
        "order.*, order.created, true",
        "order.*, order., true",
        "order.*, order, false",
        "*, anything, true",
        "*.created, order.created, true",
        "*a*, bab, true",
        "a*b*c, a1b2b3c, true",
        "a*b*c, a1c2b, false",
        "**, x, true",
        "order.?, order.x, false",
    })
    void aStarStandsForAnyRunOfCharacters(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void itMatchesWhatARegularExpressionMatches() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new SplittableRandom(seed);
            var pattern = letters(random, "ab*", 6);
            var text = letters(random, "ab", 8);
            var expected = Pattern.matches(pattern.replace("*", ".*"), text);
            assertThat(new Glob(pattern).matches(text))
                    .as("seed %s: %s, %s", seed, pattern, text)
                    .isEqualTo(expected);
        }
    }

    private static String letters(SplittableRandom random, String alphabet, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
