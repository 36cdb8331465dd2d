package dev.vigil.engine.simulation;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Step;
import java.util.List;
import java.util.function.Consumer;

/** How a run breaks a guarantee on purpose. */
final class Broken {
    private Broken() {}

    /** A delivery, made to look as if it followed where the plan says that this is not checked. */
    static Inputs.Delivered received(Inputs.Delivered block, long has, Plan plan) {
        boolean gap = block.after() > has;
        boolean repeat = block.upTo() <= has;
        if (plan.mutation() == Mutation.GAPS_ACCEPTED && gap) {
            return new Inputs.Delivered(
                    block.sensor(), block.from(), has, block.upTo(), block.events(), block.offsets());
        }
        if (plan.mutation() == Mutation.REPEATS_ACCEPTED && repeat) {
            var offsets = block.offsets();
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = has + 1 + i;
            }
            return new Inputs.Delivered(
                    block.sensor(), block.from(), has, has + offsets.length, block.events(), offsets);
        }
        return block;
    }

    static void releaseEarly(Step step, List<Consumer<Step.Answer>> answers) {
        for (int i = 0; i < answers.size(); i++) {
            answers.get(i).accept(step.answers().get(i));
        }
    }
}
