package dev.vigil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.benchmarks.peers.PeersBench;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class PeersCommandTest {
    private static PeersBench.Plan plan(String... arguments) {
        var command = new PeersCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.plan();
    }

    @Test
    void allPeersAreMeasuredAndVigilIsTheFirstUnlessToldOtherwise() {
        var plan = plan();
        assertThat(plan.peers()).isEqualTo(PeersBench.names()).startsWith("vigil");
        assertThat(plan.shares()).containsExactly(5, 25, 50, 80);
        assertThat(plan.folder()).isEqualTo(Path.of("docs"));
    }

    @Test
    void whatIsAskedForIsWhatIsPlanned() {
        var plan = plan("--seconds=3", "--rates=1000,2000", "--rounds=2", "actors", "vigil");
        assertThat(plan.peers()).containsExactly("actors", "vigil");
        assertThat(plan.rates()).containsExactly(1_000, 2_000);
        assertThat(plan.duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(plan.rounds()).isEqualTo(2);
    }

    @Test
    void whatCannotBeIsRefusedWithWhatCan() {
        assertThatThrownBy(() -> plan("flink"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("no peer \"flink\"")
                .hasMessageContaining("postgres-copy");
        assertThatThrownBy(() -> plan("--rates=0")).hasMessageContaining("rates must be positive");
        assertThatThrownBy(() -> plan("--shares=120")).hasMessageContaining("from 1 to 100");
        assertThatThrownBy(() -> plan("--seconds=0")).hasMessageContaining("a second at least");
        assertThatThrownBy(() -> plan("--rounds=0")).hasMessageContaining("must be positive");
    }
}
