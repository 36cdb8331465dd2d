package dev.vigil.triggers.log;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Writes one line for each firing, and no payload or key can make it two. */
record LogTrigger(Logger logger, Level level) implements Trigger {
    private static final CompletionStage<Attempt> DELIVERED = CompletableFuture.completedStage(new Delivered());

    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        logger.atLevel(level)
                .log(
                        "fired firing={} sensor={} key={} payload={}",
                        LogText.word(firing.id()),
                        LogText.word(firing.sensor()),
                        LogText.word(firing.key()),
                        LogText.line(firing.payloadAsText()));
        return DELIVERED;
    }
}
