package dev.vigil.triggers.log;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(LogText.line("{\"a b\": \"Zürich \\n = 5 €\"}")).isEqualTo("{\"a b\": \"Zürich \\n = 5 €\"}");
        assertThat(LogText.word("octo-org/octo-repo:5,6;7")).isEqualTo("octo-org/octo-repo:5,6;7");
        assertThat(LogText.word("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void aWordThatCouldBeReadAsMoreIsQuoted() {
        assertThat(LogText.word("a b")).isEqualTo("\"a b\"");
        assertThat(LogText.word("")).isEqualTo("\"\"");
        assertThat(LogText.word("a=\"\\")).isEqualTo("\"a=\\\"\\\\\"");
    }

    @Test
    void whatATerminalObeysIsEscaped() {
        assertThat(LogText.line("\u001b[2J\t\u0085\u202e\ufeff\udc00"))
                .isEqualTo("\\u001b[2J\\u0009\\u0085\\u202e\\ufeff\\udc00");
        assertThat(LogText.line("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings()
                .all()
                .withChars('\n', '\r', '\u2028', '\u0085', '"', '\\', '=', ' ', 'a')
                .ofMaxLength(40);
    }

    @Property
    void noTextMakesASecondLineOrLeavesItsQuotes(@ForAll("anyText") String text) {
        assertThat(LogText.line(text).lines().count()).isLessThanOrEqualTo(1);
        assertThat(LogText.line(text)).doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u2029]");
        var word = LogText.word(text);
        assertThat(word).doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u2029]");
        assertThat(word).matches("(?s)[^\" =]+|\"(?:[^\"\\\\]|\\\\.)*\"");
    }
}
