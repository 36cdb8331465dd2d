package dev.vigil.triggers.http;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends one request an attempt, with the firing's id as its idempotency key. Follows no redirect. */
final class HttpTrigger implements Trigger {
    private final HttpTriggerSettings settings;
    private final Verdict verdict;
    private final HttpClient client;

    HttpTrigger(HttpTriggerSettings settings) {
        this.settings = settings;
        this.verdict = new Verdict(settings.accepted());
        this.client = HttpClient.newBuilder()
                .version(settings.version())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        HttpRequest request;
        try {
            request = settings.request().fill(firing);
        } catch (TemplateException e) {
            return CompletableFuture.completedStage(new Refused(e.explanation()));
        }
        return Exchange.send(client, request, verdict, settings.timeout());
    }

    /** Attempts that are under way end as TryAgain. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
