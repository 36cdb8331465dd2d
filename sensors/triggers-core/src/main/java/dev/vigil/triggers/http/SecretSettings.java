package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import dev.vigil.triggers.http.SecretHeader.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Reads {@code headers-from-files} and {@code authorization}: secrets, each in a file of its own. */
final class SecretSettings {
    private final List<SecretHeader> found = new ArrayList<>();
    private final TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private SecretSettings(Collection<String> others) {
        seen.addAll(others);
    }

    /** All of them; none of these other headers may be among them. */
    static List<SecretHeader> from(Settings settings, Collection<String> others) {
        var secrets = new SecretSettings(others);
        var files = settings.section("headers-from-files");
        for (var name : files.keys()) {
            RequestSettings.checkName(files, name, secrets.seen.add(name));
            secrets.add(files, name, name, Form.WHOLE, "");
        }
        var authorization = settings.section("authorization");
        if (settings.has("authorization")) {
            secrets.authorization(settings, authorization);
        }
        return secrets.found;
    }

    private void authorization(Settings settings, Settings section) {
        if (!seen.add(SecretHeader.AUTHORIZATION)) {
            settings.problem("authorization", "each header once");
        }
        if (section.oneOf("scheme", "bearer", "bearer", "basic").equals("bearer")) {
            add(section, "token-file", SecretHeader.AUTHORIZATION, Form.BEARER, "");
            return;
        }
        var user = section.text("user");
        if (user.contains(":")) {
            section.problem("user", "a name without a colon");
        }
        add(section, "password-file", SecretHeader.AUTHORIZATION, Form.BASIC, user);
    }

    private void add(Settings section, String key, String header, Form form, String user) {
        var file = section.text(key);
        var secret = new SecretHeader(header, section.path(key), file, form, user);
        if (section.has(key) && secret.read().isEmpty()) {
            section.problem(key, SecretHeader.EXPECTED);
        }
        found.add(secret);
    }
}
