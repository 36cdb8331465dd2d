package dev.vigil.engine.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All that is left to chance in one run, drawn from one seed. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True so many times in a thousand. */
    boolean perMille(int times) {
        return random.nextInt(1000) < times;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
