package dev.vigil.triggers.http;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.util.HashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dns;

/** Sends one request an attempt, with the firing's id as its idempotency key. */
final class HttpTrigger implements Trigger {
    private final HttpTriggerSettings settings;
    private final Verdict verdict;
    private final Clients clients;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A trigger that looks names up there. */
    HttpTrigger(HttpTriggerSettings settings, Dns names) {
        this.settings = settings;
        this.verdict = new Verdict(settings.accepted());
        this.clients = new Clients(settings.guard(), names, settings.tls(), settings.protocols());
    }

    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        return new Exchange(settings.redirects(), verdict, settings.timeout()).start(() -> errand(firing), threads);
    }

    private Errand errand(Firing firing) {
        var request = settings.request().fill(firing);
        var secrets = new HashMap<String, String>();
        for (var secret : settings.secrets()) {
            secrets.put(
                    secret.name(),
                    secret.read()
                            .orElseThrow(
                                    () -> new SecretException(secret.key() + ": expected " + SecretHeader.EXPECTED)));
        }
        return new Errand(clients.current(), request, secrets);
    }

    /** Attempts that are under way end as TryAgain. */
    @Override
    public void close() {
        threads.shutdownNow();
        clients.close();
    }
}
