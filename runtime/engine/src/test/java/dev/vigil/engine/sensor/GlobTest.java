package dev.vigil.engine.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GlobTest {
    @Test
    void aPatternWithoutAStarMatchesItselfOnly() {
        assertThat(Glob.of("reading").matches("reading")).isTrue();
        assertThat(Glob.of("reading").matches("readings")).isFalse();
        assertThat(Glob.of("reading").matches("a.reading")).isFalse();
        assertThat(Glob.of("reading").matches("Reading")).isFalse();
    }

    @Test
    void aStarStandsForNothingToo() {
        assertThat(Glob.of("*").matches("")).isTrue();
        assertThat(Glob.of("device.*").matches("device.")).isTrue();
        assertThat(Glob.of("*.reading").matches(".reading")).isTrue();
        assertThat(Glob.of("a**b").matches("ab")).isTrue();
    }

    @Test
    void aStarCrossesDotsSlashesAndLines() {
        assertThat(Glob.of("https://*/hooks").matches("https://a.example/b/c\nd/hooks"))
                .isTrue();
    }

    @Test
    void beginningAndEndNeverShareACharacter() {
        assertThat(Glob.of("aba*aba").matches("ababa")).isFalse();
        assertThat(Glob.of("aba*aba").matches("abaaba")).isTrue();
        assertThat(Glob.of("a*b*b").matches("ab")).isFalse();
    }

    @Test
    void whatMeansSomethingInARegularExpressionMeansItself() {
        assertThat(Glob.of("a.c").matches("abc")).isFalse();
        assertThat(Glob.of("\\E[a]+(*)?").matches("\\E[a]+(x)?")).isTrue();
    }

    @Test
    void aPatternOfManyStarsTakesNoLongerThanTheText() {
        var glob = Glob.of("*a".repeat(50) + "*b");
        var text = "a".repeat(100_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(glob.matches(text)).isFalse());
    }

    @Property(tries = 20_000)
    void itAgreesWithARegularExpression(
            @ForAll @StringLength(max = 6) @Chars({'a', 'b', '*'}) String pattern,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'b') String text) {
        var expected = Pattern.matches(pattern.replace("*", ".*"), text);
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
    }
}
