package dev.vigil.engine.cluster;

import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a slot's new dead letters in the log, a few a second: a flood of them must not become a flood of lines. Not thread-safe. */
final class DeadLetterLog {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
    private static final int MOST_A_SECOND = 5;

    private long second;
    private int told;
    private long untold;

    /** Tells of those in a record that is on disk. */
    void tell(int number, SlotRecord record, Slot slot) {
        if (record.atMillis() / 1_000 != second) {
            second = record.atMillis() / 1_000;
            told = 0;
        }
        for (var letter : record.deadLetters()) {
            if (told < MOST_A_SECOND) {
                told++;
                tell(number, letter, slot);
            } else {
                untold++;
            }
        }
    }

    private void tell(int number, DeadLetter letter, Slot slot) {
        LOG.warn(
                "dead letter sensor={} key={} reason={} cause={} id={}{}",
                slot.sensorName(letter.sensor()),
                letter.key(),
                letter.reason(),
                letter.cause(),
                new DeadLetterId(number, letter.id()),
                untold == 0 ? "" : " untold-before=" + untold);
        untold = 0;
    }
}
