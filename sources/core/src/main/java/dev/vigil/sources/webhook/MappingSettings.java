package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Reads how a request becomes an event: expressions, for some of which a flavour brings defaults. */
final class MappingSettings {
    private static final Expression HARMLESS = new Expression.Text("none");

    private final Settings settings;
    /** Whether a request that was recorded must not become another event by a header that is not signed. */
    private final boolean isReplayProof;

    private MappingSettings(Settings settings, boolean isReplayProof) {
        this.settings = settings;
        this.isReplayProof = isReplayProof;
    }

    static EventMapping from(String name, Settings settings, Flavour flavour, List<Proof> proofs) {
        boolean isReplayProof = proofs.stream().anyMatch(StandardSignature.class::isInstance);
        var reader = new MappingSettings(settings, isReplayProof);
        return new EventMapping(
                reader.source("/webhooks/" + name),
                isReplayProof ? reader.signedId() : reader.id(flavour.id()),
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

    /** Other nodes know a request again by its event's id alone. */
    private Expression signedId() {
        var id = Expression.parse(settings.text("id", Flavour.STANDARD.id()));
        if (id.isEmpty() || !(id.get() instanceof Expression.Header) || isUnsignedHeader(id.get())) {
            settings.problem("id", "\"header:webhook-id\", the id that is signed, with signature.scheme = standard");
        }
        return new Expression.Header(StandardSignature.ID);
    }

    private static boolean isUnsignedHeader(Expression expression) {
        return expression instanceof Expression.Header(String name) && !name.equalsIgnoreCase(StandardSignature.ID);
    }

    private Expression required(String key, String otherwise, String expected) {
        var expression = Expression.parse(settings.text(key, otherwise)).filter(e -> !(e instanceof Expression.Digest));
        if (expression.isEmpty()) {
            settings.problem(key, expected);
        } else if (isReplayProof && isUnsignedHeader(expression.get())) {
            settings.problem(
                    key,
                    "\"pointer:/a/json/pointer\", \"text:WORDS\" or \"header:webhook-id\": with signature.scheme = "
                            + "standard no other header is signed");
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
