package dev.vigil.triggers.publish;

import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.Settings;
import dev.vigil.triggers.template.ContentType;
import dev.vigil.triggers.template.Escaping;
import dev.vigil.triggers.template.Payload;
import dev.vigil.triggers.template.PayloadTemplate;
import dev.vigil.triggers.template.TemplateException;
import dev.vigil.triggers.template.TemplateSettings;
import java.util.Map;
import java.util.Optional;

/**
 * The event that a firing becomes. Its id is the firing's and its time that of the decision.
 *
 * @param type its type
 * @param source where it comes from
 * @param subject what it is about, and by default what decides its partition
 * @param contentType of its data
 * @param data its data; empty for the payload itself
 */
record EventTemplate(
        PayloadTemplate type,
        PayloadTemplate source,
        PayloadTemplate subject,
        String contentType,
        Optional<PayloadTemplate> data) {
    private static final PayloadTemplate HARMLESS = PayloadTemplate.compile("x", Escaping.NONE);

    /** Reads the settings of a trigger of that name; what is wrong is reported through them. */
    static EventTemplate from(String name, Settings settings) {
        var contentType = ContentType.from(settings);
        var data = settings.text("data", "");
        return new EventTemplate(
                attribute(settings, "type", settings.text("type")),
                attribute(settings, "source", settings.text("source", "/vigil/triggers/" + name)),
                attribute(settings, "subject", settings.text("subject", "{{firing.key}}")),
                contentType,
                settings.has("data")
                        ? TemplateSettings.template(settings, "data", data, Escaping.forContentType(contentType))
                        : Optional.empty());
    }

    private static PayloadTemplate attribute(Settings settings, String key, String text) {
        return TemplateSettings.template(settings, key, text, Escaping.NONE).orElse(HARMLESS);
    }

    /**
     * The event for a firing.
     *
     * @throws TemplateException if the payload lacks a field, or the event would have no type or no source
     */
    Event fill(Firing firing) {
        var scope = Payload.scope(firing);
        var event = Event.of(required("source", source, scope), firing.id(), required("type", type, scope))
                .time(firing.decidedAt())
                .dataContentType(contentType);
        var about = subject.fill(scope);
        if (!about.isEmpty()) {
            event.subject(about);
        }
        data.ifPresentOrElse(
                template -> event.data(template.fill(scope)),
                () -> event.data(firing.payload().duplicate()));
        return event.build();
    }

    private static String required(String attribute, PayloadTemplate template, Map<String, Object> scope) {
        var value = template.fill(scope);
        if (value.isEmpty()) {
            throw new TemplateException("the event would have no " + attribute);
        }
        return value;
    }
}
