package dev.vigil.node;

import dev.vigil.engine.ReplayEnd;
import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.ReplayView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What an engine in memory says of replays: of {@code readings} there is one, of {@code old-readings} one that is in the way. */
final class MemoryReplays {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);

    private MemoryReplays() {}

    static ReplayStart begin(String sensor, Optional<Instant> from, boolean fires) {
        return switch (sensor) {
            case "readings" ->
                new ReplayStart(
                        ReplayStart.Outcome.BEGUN, "", Optional.of(replay(ReplayView.Stage.RUNNING, from, fires)));
            case "old-readings" ->
                new ReplayStart(ReplayStart.Outcome.REFUSED, "replay 7 of it is under way", Optional.empty());
            default -> new ReplayStart(ReplayStart.Outcome.UNKNOWN, "", Optional.empty());
        };
    }

    static Optional<ReplayView> view(String sensor) {
        return sensor.equals("readings")
                ? Optional.of(replay(ReplayView.Stage.DONE, Optional.empty(), false))
                : Optional.empty();
    }

    static ReplayEnd giveUp(String sensor) {
        return switch (sensor) {
            case "readings" -> ReplayEnd.GIVEN_UP;
            case "old-readings" -> ReplayEnd.SWAPPED;
            default -> ReplayEnd.UNKNOWN;
        };
    }

    private static ReplayView replay(ReplayView.Stage stage, Optional<Instant> from, boolean fires) {
        return new ReplayView(
                "readings",
                1_700_000_000_000_123L,
                stage,
                from,
                fires,
                AT,
                120,
                3,
                1,
                40,
                fires ? 5 : 0,
                2,
                Map.of("pager", 4L),
                List.of(
                        new ReplayView.Sample("pager", "d1", 3, OptionalLong.of(17), AT, "{}"),
                        new ReplayView.Sample("pager", "d1", 3, OptionalLong.empty(), AT, "{}")),
                List.of(new ReplayView.Slot(0, "RUNNING", 12, 10, 120, 7, 40, 1, true)));
    }
}
