package dev.vigil.sources.webhook;

import dev.vigil.api.Event;
import dev.vigil.api.HttpCall;
import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import dev.vigil.api.Outcome;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers one path: each request that passes its checks is one event, acknowledged once the bus has it on disk. */
final class WebhookSource implements Source {
    private static final Outcome NOT_RUNNING = new Outcome.Unavailable("this source is stopped", Duration.ofSeconds(1));

    private final WebhookSettings settings;
    private final RequestReader reader;
    /** Null before the start and after the end. */
    private volatile @Nullable SourceContext running;

    WebhookSource(WebhookSettings settings) {
        this.settings = settings;
        this.reader = new RequestReader(settings.proofs(), settings.mapping());
    }

    @Override
    public void start(SourceContext context) {
        running = context;
    }

    @Override
    public List<HttpRoute> routes() {
        return List.of(new HttpRoute(settings.path(), settings.methods(), settings.bodyLimitBytes(), this::answer));
    }

    @Override
    public void close() {
        running = null;
    }

    private CompletionStage<HttpReply> answer(HttpCall call) {
        var context = running;
        if (context == null) {
            return CompletableFuture.completedStage(HttpReply.of(NOT_RUNNING));
        }
        Event event;
        try {
            event = reader.read(call, context.clock().instant());
        } catch (Refusal refusal) {
            context.refused(refusal.reason().label());
            return CompletableFuture.completedStage(refusal.reply());
        }
        return context.publisher().publish(List.of(event)).thenApply(outcome -> {
            if (outcome instanceof Outcome.Accepted) {
                reader.taken(call, context.clock().instant());
            }
            return HttpReply.of(outcome);
        });
    }
}
