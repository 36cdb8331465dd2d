package dev.vigil.benchmarks.drill.scenario;

import java.util.List;

/** All drills there are. */
public final class Drills {
    private static final List<Drill> ALL = List.of(
            KillDrills.any(),
            KillDrills.oldest(),
            KillDrills.all(),
            RollingRestart.drill(),
            PauseDrills.shortOnes(),
            PauseDrills.zombie(),
            StarvedDrill.drill(),
            PartitionDrills.clean(),
            PartitionDrills.oneWay(),
            DatabaseDrills.cutFromOne(),
            DatabaseDrills.cutFromAll(),
            DatabaseDrills.crash(),
            DatabaseDrills.failover(),
            SinkDrill.drill());

    private Drills() {}

    /** All of them, in the order of their numbers. */
    public static List<Drill> all() {
        return ALL;
    }

    /** Those of that name or number, or that group of them; none where there is no such thing. */
    public static List<Drill> named(String name) {
        return switch (name) {
            case "all" -> ALL;
            case "short" -> List.of(ShortForm.drill());
            default ->
                ALL.stream()
                        .filter(drill -> drill.name().equals(name)
                                || Integer.toString(drill.number()).equals(name))
                        .toList();
        };
    }
}
