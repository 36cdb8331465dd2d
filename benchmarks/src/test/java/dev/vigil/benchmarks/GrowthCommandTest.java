package dev.vigil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.benchmarks.growth.GrowthBench;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class GrowthCommandTest {
    private static GrowthBench.Plan plan(String... arguments) {
        var command = new GrowthCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.plan();
    }

    @Test
    void allCurvesAreMeasuredUpAndDownUnlessToldOtherwise() {
        var plan = plan();
        assertThat(plan.curves()).isEqualTo(GrowthBench.names());
        assertThat(plan.passes()).isEqualTo(2);
        assertThat(plan.page()).isEqualTo(Path.of("docs"));
    }

    @Test
    void whatIsAskedForIsWhatIsPlanned() {
        var plan = plan("--seconds=3", "--ends", "--backlog=10000000", "--folder=elsewhere", "keys", "backlog");
        assertThat(plan.curves()).containsExactly("keys", "backlog");
        assertThat(plan.isEndsOnly()).isTrue();
        assertThat(plan.backlog()).isEqualTo(10_000_000);
        assertThat(plan.duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(plan.page()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void whatCannotBeIsRefusedWithWhatCan() {
        assertThatThrownBy(() -> plan("hills"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("no curve \"hills\"")
                .hasMessageContaining("sensors-one");
        assertThatThrownBy(() -> plan("--seconds=0")).hasMessageContaining("a second at least");
        assertThatThrownBy(() -> plan("--passes=0")).hasMessageContaining("a pass");
        assertThatThrownBy(() -> plan("--backlog=0")).hasMessageContaining("longest log");
    }
}
