package dev.vigil.benchmarks.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.check.Model.Expected;
import dev.vigil.benchmarks.drill.load.Ledger;
import dev.vigil.benchmarks.drill.load.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final Reading FIRST = new Reading("1", "a", 5);
    private static final Reading SECOND = new Reading("2", "a", 3);

    private final Findings findings = new Findings();

    @Test
    void aLogOfWhatWasSentIsWell() {
        var model = model(acknowledged(FIRST, SECOND));

        model.fold(List.of(FIRST, SECOND));
        model.complete();

        assertThat(findings.isEmpty()).isTrue();
        assertThat(model.states()).containsExactly(Map.entry("a", new Expected(2, 8, 5, 3)));
    }

    @Test
    void anAcknowledgedEventThatIsNotInTheLogIsLost() {
        var model = model(acknowledged(FIRST, SECOND));

        model.fold(List.of(FIRST));
        model.complete();

        assertThat(findings.count(Kind.LOST)).isEqualTo(1);
    }

    @Test
    void anEventWithoutAnswerMayBeThereOrNot() {
        var model = model(Map.of("1", new Ledger.Entry(FIRST, false), "2", new Ledger.Entry(SECOND, false)));

        model.fold(List.of(SECOND));
        model.complete();

        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void anEventThatIsTwiceInTheLogIsDoubledAndCountsOnce() {
        var model = model(acknowledged(FIRST));

        model.fold(List.of(FIRST, FIRST));

        assertThat(findings.count(Kind.DOUBLED)).isEqualTo(1);
        assertThat(model.states()).containsExactly(Map.entry("a", new Expected(1, 5, 5, 5)));
    }

    @Test
    void anEventThatNobodySentOrThatWasSentOtherwiseIsInvented() {
        var model = model(acknowledged(FIRST));

        model.fold(List.of(new Reading("1", "a", 6), SECOND));

        assertThat(findings.count(Kind.INVENTED)).isEqualTo(2);
    }

    private Model model(Map<String, Ledger.Entry> ledger) {
        return new Model(ledger, findings);
    }

    private static Map<String, Ledger.Entry> acknowledged(Reading... readings) {
        return Arrays.stream(readings)
                .map(reading -> new Ledger.Entry(reading, true))
                .collect(Collectors.toMap(entry -> entry.reading().id(), Function.identity()));
    }
}
