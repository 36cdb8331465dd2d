package dev.vigil.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GroupWorldTest {
    private static final int STEPS = 400;

    @Property(tries = 300)
    void whateverHappensEachRecordIsOnTheBusBeforeItIsCommittedAndInItsOrder(@ForAll long seed) {
        new GroupWorld(seed, false).run(STEPS);
    }

    @Example
    void aConsumerThatCommitsFirstIsFoundOut() {
        assertThat(LongStream.range(0, 20).filter(seed -> isFoundOut(seed)).count())
                .isGreaterThan(15);
    }

    private static boolean isFoundOut(long seed) {
        try {
            new GroupWorld(seed, true).run(STEPS);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }
}
