package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceKind;

/** Sources of kind {@code webhook}: requests that an upstream sends, signed as GitHub signs them. */
public final class WebhookKind implements SourceKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public WebhookKind() {}

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Source create(String name, Settings settings) {
        return new WebhookSource(WebhookSettings.from(name, settings));
    }
}
