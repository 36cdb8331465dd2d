package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads how a request becomes an event: expressions, for some of which a flavour brings defaults. */
final class MappingSettings {
    private static final Expression HARMLESS = new Expression.Text("none");

    private final Settings settings;

    private MappingSettings(Settings settings) {
        this.settings = settings;
    }

    static EventMapping from(String name, Settings settings, Flavour flavour) {
        var reader = new MappingSettings(settings);
        return new EventMapping(
                reader.source("/webhooks/" + name),
                reader.id(flavour.id()),
                reader.required("type", flavour.type(), Expression.SYNTAX),
                reader.typePrefix(),
                reader.optional("subject", flavour.subject()),
                reader.optional("key", ""));
    }

    private Expression source(String otherwise) {
        var source = required("source", "text:" + otherwise, Expression.SYNTAX);
        if (source instanceof Expression.Text(String text) && !isUriReference(text)) {
            settings.problem("source", "a URI reference such as \"text:/webhooks/github\"");
        }
        return source;
    }

    private Expression id(String otherwise) {
        var expected = "\"header:NAME\", \"pointer:/a/json/pointer\" or \"digest\"";
        var written = settings.text("id", otherwise);
        var id = Expression.parse(written);
        // With one id for all, every event but the first would be dropped as a duplicate.
        if (id.isEmpty() || id.get() instanceof Expression.Text) {
            settings.problem("id", expected);
            return HARMLESS;
        }
        return id.get();
    }

    private Expression required(String key, String otherwise, String expected) {
        var expression = Expression.parse(settings.text(key, otherwise)).filter(e -> !(e instanceof Expression.Digest));
        if (expression.isEmpty()) {
            settings.problem(key, expected);
        }
        return expression.orElse(HARMLESS);
    }

    private Optional<Expression> optional(String key, String otherwise) {
        return settings.text(key, otherwise).isEmpty() && !settings.has(key)
                ? Optional.empty()
                : Optional.of(required(key, otherwise, Expression.SYNTAX));
    }

    private String typePrefix() {
        var prefix = settings.text("type-prefix", "");
        if (!prefix.isEmpty() && EventMapping.fault(prefix).isPresent()) {
            settings.problem("type-prefix", "a short text without control characters");
        }
        return prefix;
    }

    private static boolean isUriReference(String text) {
        try {
            return !new URI(text).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
