package dev.vigil.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vigil { sensors { a {}\n a {} } }",
                "{ \"vigil\": { \"sensors\": { \"a\": {},\n \"a\": {} } } }",
                "vigil.sensors.a {}\nvigil.sensors.a {}",
                "vigil.sensors.a = {}\nvigil { sensors.a { b = 1 } }",
                "vigil.sensors { a { x = [{ y = 1 }, \"]\"] } # }\n a { } }",
                "vigil.sensors { a { x = \"\"\"}}\"\"\" }\n \"a\" { } }",
                "vigil.sensors { a : { x = \"\\\"}\" } // { \n a : {} }",
                "x = ${y} { b = 1 }, vigil.sensors.a {}\nvigil.sensors { a {} }",
            })
    void aNameThatIsDefinedTwiceIsFoundWithItsLines(String text) {
        assertThat(RepeatedNames.in(text)).isEqualTo(List.of(new RepeatedNames.Repeated("vigil.sensors.a", 1, 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "vigil.sensors { a {}, b {} }",
                "vigil { sensors.a {}, sources.a {}, triggers.a {} }",
                "vigil.sensors.a.x = 1\nvigil.sensors.a.y = 2",
                "vigil.http.port = 1\nvigil.http.port = ${?PORT}",
                "include \"other.conf\"\nvigil.sensors.a {}",
                "vigil.sensors { a { a { a {} }, b = \"a {}\" } }",
                "# vigil.sensors.a {}\nvigil.sensors.a {}",
            })
    void whatIsDefinedOnceIsLeftAlone(String text) {
        assertThat(RepeatedNames.in(text)).isEmpty();
    }

    @Test
    void textThatEndsAnywhereDoesNotHang() {
        var text = "vigil { sensors { a { x = [\"\\\"\", ${y}, \"\"\"z\"\"\"] } } } # end";
        for (var end = 0; end < text.length(); end++) {
            assertThat(RepeatedNames.in(text.substring(0, end))).isEmpty();
        }
    }
}
