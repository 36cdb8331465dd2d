package dev.vigil.testkit.cluster;

import java.time.Duration;

/** What happens to a message between two nodes. */
public sealed interface Fault {
    /** It is lost. */
    record Drop() implements Fault {}

    /** It arrives later by that much; what is sent after it may overtake it. */
    record Delay(Duration by) implements Fault {}

    /** It is kept back until the rule is lifted; what is sent after it may overtake it. */
    record Hold() implements Fault {}

    /** It arrives two times. */
    record Twice() implements Fault {}
}
