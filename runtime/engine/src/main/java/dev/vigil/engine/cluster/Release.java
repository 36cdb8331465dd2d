package dev.vigil.engine.cluster;

import dev.vigil.engine.InstanceView;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.slot.Instance;
import dev.vigil.engine.slot.Slot;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/** Lets out what a slot owes to others, once it is on disk. Not thread-safe. */
final class Release {
    private final int number;
    private final IntFunction<EntityRef<SlotCommand>> slots;
    private final DeadLetterLog deadLetters = new DeadLetterLog();

    Release(int number, IntFunction<EntityRef<SlotCommand>> slots) {
        this.number = number;
        this.slots = slots;
    }

    /** Answers all who had a part in a step whose record is on disk and applied. */
    void answer(InFlight done, Slot slot, Inbox inbox) {
        deadLetters.tell(number, done.step().record(), slot);
        var answers = done.step().answers();
        for (int i = 0; i < answers.size(); i++) {
            var publish = done.batch().publishes().get(i);
            var answer = new SlotRequest.Published(
                    number, publish.number(), answers.get(i).duplicates());
            publish.replyTo().tell(answer);
            inbox.answered(publish, answer);
        }
        for (var block : done.batch().inputs().delivered()) {
            slot.answer(block.sensor(), block.from())
                    .ifPresent(has -> slots.apply(block.from())
                            .tell(new SlotRequest.DeliveryReply(block.sensor(), number, block.after(), has)));
        }
        for (var batch : done.batch().inputs().publications()) {
            slots.apply(batch.from())
                    .tell(new SlotRequest.PublicationsReply(number, slot.publicationsReceived(batch.from())));
        }
        done.batch()
                .rule()
                .ifPresent(rule -> rule.replyTo()
                        .tell(new SlotRequest.Ruled(number, done.step().ruled())));
        for (var read : done.batch().reads()) {
            var instance = Optional.ofNullable(slot.instance(read.sensor(), read.key()));
            read.replyTo()
                    .tell(instance.map(found -> InstanceSize.reply(view(read.sensor(), read.key(), found)))
                            .orElseGet(() -> new SlotRequest.Instance(Optional.empty())));
        }
    }

    /** Tells those who published that it is not known to be on disk. */
    void fail(Inbox.Batch batch, boolean mayHaveHappened, String reason) {
        batch.publishes().forEach(publish -> refuse(publish, mayHaveHappened, reason));
    }

    /** Tells one who published. */
    void refuse(SlotRequest.Publish publish, boolean mayHaveHappened, String reason) {
        publish.replyTo().tell(new SlotRequest.NotPublished(number, publish.number(), mayHaveHappened, reason));
    }

    /** Sends what is due to other slots. */
    void sendDue(Incarnation incarnation, long nowMillis) {
        incarnation
                .feeds()
                .takeDue(nowMillis)
                .forEach(send -> slots.apply(send.target()).tell(new SlotRequest.Deliver(send.block())));
        incarnation
                .publications()
                .takeDue(nowMillis)
                .forEach(send -> slots.apply(send.target()).tell(new SlotRequest.DeliverPublications(send.batch())));
    }

    private static InstanceView view(String sensor, String key, Instance instance) {
        var timers = new TreeMap<String, Instant>();
        instance.timers().forEach(timer -> timers.put(timer.name(), Instant.ofEpochMilli(timer.dueMillis())));
        return new InstanceView(
                sensor,
                key,
                StateCodec.toJson(instance.state()),
                timers,
                Instant.ofEpochMilli(instance.updatedMillis()));
    }
}
