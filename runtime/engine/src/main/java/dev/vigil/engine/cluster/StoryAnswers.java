package dev.vigil.engine.cluster;

import dev.vigil.engine.sensor.Cause;
import dev.vigil.engine.slot.Slot;
import java.util.ArrayList;
import java.util.List;

/** What a slot answers, from memory, to whoever tells the story of an event. Pure. */
final class StoryAnswers {
    private StoryAnswers() {}

    static SlotRequest.Place place(Slot slot, SlotRequest.GetPlace get) {
        return new SlotRequest.Place(
                slot.place(get.sensor(), get.from()),
                slot.publicationsReceived(get.from()),
                slot.sequenceBeforeTime(get.atMillis()),
                slot.logBegin().sequence(),
                slot.sequence());
    }

    static SlotRequest.LogPlace logPlace(Slot slot, long offset) {
        var begin = slot.logBegin();
        return new SlotRequest.LogPlace(
                slot.sequenceBefore(offset), slot.sequence(), slot.nextOffset(), begin.sequence(), begin.offset());
    }

    static SlotRequest.Fates fates(Slot slot, List<String> ids) {
        var fates = new ArrayList<SlotRequest.Fate>();
        for (var id : ids) {
            var firing = slot.firing(id);
            var letter = slot.deadLetter(id);
            if (firing != null) {
                fates.add(new SlotRequest.Fate(
                        id, true, firing.earlierAttempts(), firing.redrives(), "", "", firing.decidedMillis()));
            } else if (letter != null) {
                fates.add(new SlotRequest.Fate(
                        id,
                        false,
                        letter.attempts(),
                        letter.redrives(),
                        letter.reason().name(),
                        Cause.shortened(letter.cause()),
                        letter.atMillis()));
            }
        }
        return new SlotRequest.Fates(slot.sequence(), fates);
    }

    static SlotRequest.Ranks ranks(int number, Slot slot, long[] identities) {
        var ranks = new long[identities.length / 2];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = slot.rank(identities[2 * i], identities[2 * i + 1]);
        }
        return new SlotRequest.Ranks(number, ranks, slot.newestRank(), slot.nextOffset());
    }
}
