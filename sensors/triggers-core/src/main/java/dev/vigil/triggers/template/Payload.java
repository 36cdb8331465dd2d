package dev.vigil.triggers.template;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Firing;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What templates are filled with: the fields of the payload, and beside them {@code firing} and {@code payload}.
 *
 * @param json the payload as it is sent where no template says otherwise
 * @param value the payload parsed; null where it is JSON's null
 */
public record Payload(String json, @Nullable Object value) {
    /** The fields by which a template can name the firing itself. */
    static Map<String, Object> firing(Firing firing) {
        return Map.of(
                "id", firing.id(),
                "sensor", firing.sensor(),
                "key", firing.key(),
                "trigger", firing.trigger(),
                "decidedAt", firing.decidedAt().toString());
    }

    /**
     * All that a template of this firing can name. {@code firing} and {@code payload} hide fields of the payload that
     * are called so; these are reached by {@code payload.firing}.
     */
    public static Map<String, Object> scope(Firing firing) {
        var payload = of(firing);
        var scope = new HashMap<String, Object>();
        if (payload.value() instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> scope.put(String.valueOf(name), value));
        }
        scope.put("firing", firing(firing));
        scope.put("payload", payload);
        return scope;
    }

    private static Payload of(Firing firing) {
        var json = firing.payloadAsText();
        if (json.strip().equals("null")) {
            return new Payload(json, null);
        }
        try {
            return new Payload(json, DataFormat.json().read(firing.payload(), Object.class));
        } catch (DataException e) {
            throw new TemplateException("payload: " + e.getMessage(), e);
        }
    }
}
