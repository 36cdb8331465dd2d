package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The promise, under everything that may go wrong. {@code -Dvigil.simulation.seeds=N} runs more seeds than the 1 000 of
 * every build, {@code -Dvigil.simulation.seed=S} the one that failed.
 */
class SimulationTest {
    private static final int TRIES = 1_000;
    private static final int REPLAYING_TRIES = 400;
    private static final int REPLAYS = 3;
    private static final int SEEDS_A_TRY = Math.max(1, Integer.getInteger("vigil.simulation.seeds", TRIES) / TRIES);
    private static final int SEEDS_A_MUTATION = 150;

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whateverGoesWrongTheModelIsMet(@ForAll long seed) {
        var one = Long.getLong("vigil.simulation.seed");
        if (one != null) {
            run(one, Mutation.NONE);
            return;
        }
        for (int i = 0; i < SEEDS_A_TRY; i++) {
            run(seed + i, Mutation.NONE);
        }
    }

    /** Replays beside all that: the state ends as if the sensor had handled the log from scratch, and nothing fires twice. */
    @Property(tries = REPLAYING_TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aReplayEndsAsIfTheSensorHadHandledTheLogFromScratch(@ForAll long seed) {
        replay(Long.getLong("vigil.simulation.seed", seed), Mutation.NONE);
    }

    /** Logs are cut meanwhile: what a replay needs is there when it is read, and every one comes to an end. */
    @Property(tries = REPLAYING_TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void noLogIsCutUnderAReplay(@ForAll long seed) {
        var one = Long.getLong("vigil.simulation.seed", seed);
        run(Plan.of(one, Mutation.NONE).replayingWhatIsKept(REPLAYS), _ -> {});
    }

    @Example
    void theSameSeedIsTheSameRun() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(fingerprint(seed)).isEqualTo(fingerprint(seed));
        }
    }

    @Example
    void everythingThatMayHappenDoesHappen() {
        var seen = EnumSet.noneOf(Situation.class);
        for (long seed = 0; seed < 150; seed++) {
            seen.addAll(run(seed, Mutation.NONE));
            seen.addAll(replay(seed, Mutation.NONE));
        }
        assertThat(seen).containsExactly(Situation.values());
    }

    @Example
    void releasingBeforeTheWriteIsNoticed() {
        assertThat(firstNoticed(Mutation.RELEASE_BEFORE_WRITE)).isPresent();
    }

    @Example
    void forgettingIdentitiesIsNoticed() {
        assertThat(firstNoticed(Mutation.DEDUPE_OFF)).isPresent();
    }

    @Example
    void aJournalWithoutAFenceIsNoticed() {
        assertThat(firstNoticed(Mutation.FENCE_OFF)).isPresent();
    }

    @Example
    void acceptingGapsIsNoticed() {
        assertThat(firstNoticed(Mutation.GAPS_ACCEPTED)).isPresent();
    }

    @Example
    void acceptingRepeatsIsNoticed() {
        assertThat(firstNoticed(Mutation.REPEATS_ACCEPTED)).isPresent();
    }

    @Example
    void neverSendingAgainIsNoticed() {
        assertThat(firstNoticed(Mutation.NO_RESEND)).isPresent();
    }

    @Example
    void forgettingFiringsIsNoticed() {
        assertThat(firstNoticed(Mutation.FIRINGS_FORGOTTEN)).isPresent();
    }

    @Example
    void redrivingTwiceIsNoticed() {
        assertThat(firstNoticed(Mutation.REDRIVES_UNGUARDED)).isPresent();
    }

    @Example
    void keepingWhatWasRedrivenIsNoticed() {
        assertThat(firstNoticed(Mutation.LETTERS_KEPT)).isPresent();
    }

    @Example
    void keepingWhatWasDroppedIsNoticed() {
        assertThat(firstNoticed(Mutation.SENSORS_KEPT)).isPresent();
    }

    @Example
    void cuttingALogThatASensorNeedsIsNoticed() {
        assertThat(firstNoticed(Mutation.CUT_PAST_POSITIONS)).isPresent();
    }

    @Example
    void cuttingALogThatARecoveryNeedsIsNoticed() {
        assertThat(firstNoticed(Mutation.CUT_PAST_SNAPSHOTS)).isPresent();
    }

    @Example
    void writingAgainWhatWasDeletedIsNoticed() {
        assertThat(firstNoticed(Mutation.DELETED_NOT_FENCED)).isPresent();
    }

    void losingTheMarksOfReplaysIsNoticed() {
        assertThat(firstNoticed(Mutation.MARKS_LOST)).isPresent();
    }

    @Example
    void swappingEarlyIsNoticed() {
        assertThat(firstNoticed(Mutation.SWAPPED_EARLY)).isPresent();
    }

    @Example
    void losingReplaysOfSensorsThatAreAwayIsNoticed() {
        assertThat(firstNoticed(Mutation.REPLAYS_LOST)).isPresent();
    }

    private static OptionalLong firstNoticed(Mutation mutation) {
        boolean isOfReplays = mutation.compareTo(Mutation.MARKS_LOST) >= 0;
        for (long seed = 0; seed < SEEDS_A_MUTATION; seed++) {
            try {
                run(isOfReplays ? Plan.of(seed, mutation).replaying(REPLAYS) : Plan.of(seed, mutation));
            } catch (AssertionError | RuntimeException e) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }

    private static Set<Situation> run(long seed, Mutation mutation) {
        return run(Plan.of(seed, mutation));
    }

    private static Set<Situation> replay(long seed, Mutation mutation) {
        return run(Plan.of(seed, mutation).replaying(REPLAYS));
    }

    private static Set<Situation> run(Plan plan) {
        return run(plan, world -> new Model(world).check());
    }

    private static Set<Situation> run(Plan plan, Consumer<World> check) {
        long seed = plan.seed();
        try {
            var world = new World(plan);
            world.run();
            check.accept(world);
            return world.situations;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " (-Dvigil.simulation.seed=" + seed + "): " + e.getMessage(), e);
        }
    }

    private static int fingerprint(long seed) {
        var world = new World(Plan.of(seed, Mutation.NONE));
        world.run();
        return java.util.Arrays.deepHashCode(world.journals.stream()
                .map(journal -> journal.records().toArray())
                .toArray());
    }
}
