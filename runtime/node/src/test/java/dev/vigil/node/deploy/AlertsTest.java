package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whoever is paged is told where to look, and a dashboard that is loaded shows something. */
class AlertsTest {
    @Test
    void everyAlertSaysWhereToLookAndHasASectionInTheRunbook() throws IOException {
        var sections = new TreeSet<String>();
        Files.readAllLines(Overlay.ROOT.resolve("../../docs/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .forEach(line -> sections.add(line.substring(3)));
        var alerts = new TreeSet<String>();
        for (var alert : Measured.alerts()) {
            var name = alert.at("alert").text();
            alerts.add(name);
            assertThat(alert.at("labels", "severity").text()).isIn("critical", "warning");
            assertThat(alert.at("annotations", "summary").text()).isNotBlank();
            assertThat(alert.at("annotations", "runbook").text()).hasSizeBetween(40, 250);
            assertThat(alert.at("annotations", "runbook_url").text())
                    .endsWith("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
        }
        assertThat(sections).isEqualTo(alerts);
    }

    @Test
    void everyPanelHasATitleAUnitAPlaceAndSomethingToShow() throws IOException {
        var titles = new ArrayList<String>();
        for (var panel : Measured.dashboard().at("panels").items()) {
            titles.add(panel.at("title").text());
            assertThat(panel.at("targets").items()).isNotEmpty();
            assertThat(panel.at("fieldConfig", "defaults", "unit").text()).isNotBlank();
            assertThat(panel.at("gridPos").keys()).containsExactlyInAnyOrder("x", "y", "w", "h");
        }
        assertThat(titles).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    @Test
    void everyExpressionAsksForSomethingThatIsMeasured() throws IOException {
        Measured.expressions()
                .forEach((where, expression) ->
                        assertThat(Measured.names(expression)).as(where).isNotEmpty());
    }

    @Test
    void bracketsMatch() throws IOException {
        Measured.expressions().forEach((where, expression) -> {
            for (var pair : new String[] {"()", "{}", "[]"}) {
                assertThat(expression.chars().filter(c -> c == pair.charAt(0)).count())
                        .as(where + " " + pair)
                        .isEqualTo(expression
                                .chars()
                                .filter(c -> c == pair.charAt(1))
                                .count());
            }
        });
    }
}
