package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.TriggerKind;
import okhttp3.Dns;

/** Triggers of kind {@code http}: a request to a configured address. */
public final class HttpKind implements TriggerKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public HttpKind() {}

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public Trigger create(String name, Settings settings) {
        return new HttpTrigger(HttpTriggerSettings.from(settings), Dns.SYSTEM);
    }
}
