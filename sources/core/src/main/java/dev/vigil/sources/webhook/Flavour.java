package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.util.Locale;

/** Conventions that bring defaults. */
enum Flavour {
    /** None. */
    PLAIN("", "", ""),
    /** GitHub's deliveries. */
    GITHUB("header:X-GitHub-Delivery", "header:X-GitHub-Event", "pointer:/repository/full_name"),
    /** Standard Webhooks, which name each message and tell its type in the body. */
    STANDARD("header:" + StandardSignature.ID, "pointer:/type", "");

    private final String id;
    private final String type;
    private final String subject;

    Flavour(String id, String type, String subject) {
        this.id = id;
        this.type = type;
        this.subject = subject;
    }

    static Flavour of(Settings settings) {
        return valueOf(settings.oneOf("flavour", "plain", "plain", "github", "standard")
                .toUpperCase(Locale.ROOT));
    }

    /** Where the event's id is found; empty where that must be said. */
    String id() {
        return id;
    }

    /** Where the event's type is found; empty where that must be said. */
    String type() {
        return type;
    }

    /** Where what it is about is found; empty where it has none. */
    String subject() {
        return subject;
    }
}
