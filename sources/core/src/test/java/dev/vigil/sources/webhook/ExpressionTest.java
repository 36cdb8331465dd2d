package dev.vigil.sources.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    @Test
    void aHeaderIsFoundWhateverItsCase() {
        var call = Requests.json("{}", "X-GitHub-Delivery", "d-1");
        assertThat(expression("header:x-GITHUB-delivery").in(call)).contains("d-1");
        assertThat(expression("header:X-Other").in(call)).isEmpty();
    }

    @Test
    void aPointerFindsScalarsOnly() {
        var call = Requests.json("{\"a\": {\"b/c\": \"text\", \"n\": 4.25, \"t\": true, \"no\": null, \"l\": [7]}}");
        assertThat(expression("pointer:/a/b~1c").in(call)).contains("text");
        assertThat(expression("pointer:/a/n").in(call)).contains("4.25");
        assertThat(expression("pointer:/a/t").in(call)).contains("true");
        assertThat(expression("pointer:/a/l/0").in(call)).contains("7");
        assertThat(expression("pointer:/a/no").in(call)).isEmpty();
        assertThat(expression("pointer:/a/l").in(call)).isEmpty();
        assertThat(expression("pointer:/x").in(call)).isEmpty();
    }

    @Test
    void aTextIsAlwaysTheSame() {
        assertThat(expression("text:a:b").in(Requests.json("{}"))).contains("a:b");
    }

    @Test
    void aDigestIsTheSha256OfTheBody() {
        assertThat(expression("digest").in(Requests.json("Hello, World!")))
                .contains("dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "digest:",
                "Digest",
                "X-GitHub-Delivery",
                "header:",
                "header:a b",
                "header:a:b",
                "header: X",
                "pointer:",
                "pointer:a/b",
                "pointer:/a~2",
                "pointer:/a~",
                "text:",
                "text:a\nb",
                "cookie:a",
            })
    void whatIsNoExpressionIsRefused(String written) {
        assertThat(Expression.parse(written)).isEmpty();
    }

    private static Expression expression(String written) {
        return Expression.parse(written).orElseThrow();
    }
}
