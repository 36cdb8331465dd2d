package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
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

    private static OptionalLong firstNoticed(Mutation mutation) {
        for (long seed = 0; seed < SEEDS_A_MUTATION; seed++) {
            try {
                run(seed, mutation);
            } catch (AssertionError | RuntimeException e) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }

    private static Set<Situation> run(long seed, Mutation mutation) {
        try {
            var world = new World(Plan.of(seed, mutation));
            world.run();
            new Model(world).check();
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
