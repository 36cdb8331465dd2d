package dev.vigil.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.Load;
import dev.vigil.benchmarks.engine.Workload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of each sort, with a few events: whether they do the work at all. How fast is another matter. */
class PeerIT {
    @ParameterizedTest
    @EnumSource(names = {"KAFKA_LATENCY", "POSTGRES_COPY", "ACTORS"})
    void eachEventChangesAStateOnceAndEachAlarmComesOut(PeerKind kind) throws Exception {
        var task = new PeerTask(kind.title(), 0, 20, 2, 1, 1, 1, List.of(), List.of());
        var alarms = new Alarms();
        try (var peer = kind.start(task, alarms)) {
            var load = new Load(peer, new Workload(task.keys(), task.seed()), alarms);
            load.atRate("t", 1_000, TimeUnit.SECONDS.toNanos(1));
            load.drain();
            peer.flush();
            assertThat(load.refused()).isZero();
            assertThat(load.accepted()).isEqualTo(1_000);
            assertThat(alarms.fired()).isEqualTo(10);
            assertThat(peer.counted()).isEqualTo(1_000);
            assertThat(peer.settings()).isNotEmpty();
            assertThat(ProcessHandle.of(peer.serverPid())).isPresent();
        }
    }
}
