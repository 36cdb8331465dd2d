package dev.vigil.benchmarks.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class LoggingTest {
    /** With two of them Logback takes either, and says so at length before anything else is printed. */
    @Test
    void theNodesConfigurationOfTheLogIsTheOnlyOne() throws IOException {
        var found = Collections.list(LoggingTest.class.getClassLoader().getResources("logback.xml"));
        assertThat(found).singleElement().asString().contains("node");
    }
}
