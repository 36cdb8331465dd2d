package dev.vigil.triggers.publish;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.triggers.template.TemplateException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes an event of each firing, always the same, for its slot to publish. */
record PublishTrigger(EventTemplate template) implements Trigger {
    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        return CompletableFuture.completedStage(attempt(firing));
    }

    private Attempt attempt(Firing firing) {
        try {
            return new Publish(template.fill(firing));
        } catch (TemplateException e) {
            return new Unsendable(e.explanation());
        }
    }
}
