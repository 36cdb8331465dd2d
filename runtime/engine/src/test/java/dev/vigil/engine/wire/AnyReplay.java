package dev.vigil.engine.wire;

import static dev.vigil.engine.wire.AnyMessage.PLACE;
import static dev.vigil.engine.wire.AnyMessage.SLOT;
import static dev.vigil.engine.wire.AnyMessage.TEXT;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.ReplayPlace;
import dev.vigil.engine.slot.ReplayTally;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What is said of replays, of any content. */
final class AnyReplay {
    private AnyReplay() {}

    static Arbitrary<Inputs.BeginReplay> begin() {
        return Combinators.combine(TEXT, PLACE, PLACE, from(), Arbitraries.of(true, false))
                .as(Inputs.BeginReplay::new);
    }

    static Arbitrary<ReplayPlace> place() {
        var begun = Combinators.combine(PLACE, TEXT, from(), Arbitraries.of(true, false), PLACE);
        return begun.flatAs((number, stage, from, fires, at) -> Combinators.combine(
                        PLACE, PLACE, SLOT, Arbitraries.of(true, false), SLOT, tally())
                .as((startsAfter, received, waiting, isHeld, instances, tally) -> new ReplayPlace(
                        number, stage, from, fires, at, startsAfter, received, waiting, isHeld, instances, tally)));
    }

    private static Arbitrary<ReplayTally> tally() {
        return Combinators.combine(
                        PLACE,
                        PLACE,
                        PLACE,
                        PLACE,
                        PLACE,
                        Arbitraries.maps(TEXT, PLACE).ofMaxSize(3),
                        Combinators.combine(TEXT, TEXT, SLOT, PLACE, PLACE, TEXT)
                                .as(ReplayTally.Sample::new)
                                .list()
                                .ofMaxSize(3))
                .as(ReplayTally::new);
    }

    private static Arbitrary<OptionalLong> from() {
        return PLACE.optional().map(found -> found.map(OptionalLong::of).orElse(OptionalLong.empty()));
    }
}
