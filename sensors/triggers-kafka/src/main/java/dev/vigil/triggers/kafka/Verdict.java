package dev.vigil.triggers.kafka;

import dev.vigil.api.Trigger.Attempt;
import dev.vigil.api.Trigger.Refused;
import dev.vigil.api.Trigger.TryAgain;
import dev.vigil.api.Trigger.Unsendable;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * What a failure means for the firing, and for the producer.
 *
 * @param attempt how the attempt ended
 * @param isProducerUsable whether the producer may write the next record
 */
record Verdict(Attempt attempt, boolean isProducerUsable) {
    static Verdict on(Throwable failure) {
        var cause = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return switch (failure) {
            // Of the record, or of a topic of that name: no later attempt can do better. Too large it may be for the
            // producer or for the broker, so that is no sign of a broker.
            case RecordTooLargeException _, RecordBatchTooLargeException _ -> new Verdict(new Unsendable(cause), true);
            case InvalidTopicException _, PolicyViolationException _ -> new Verdict(new Refused(cause), true);
            case RetriableException _, TopicAuthorizationException _ -> new Verdict(new TryAgain(cause), true);
            // Credentials, or a producer that has lost count: a new one begins anew.
            default -> new Verdict(new TryAgain(cause), false);
        };
    }
}
