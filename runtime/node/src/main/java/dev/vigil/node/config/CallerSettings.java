package dev.vigil.node.config;

import dev.vigil.api.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web sites may use the HTTP API by way of somebody's browser, beside the node's own page.
 *
 * @param origins of sites whose pages may change something, in lower case, such as {@code https://ops.example}
 * @param hosts the names, in lower case, under which the node may be asked, beside localhost and its addresses; empty for any
 */
public record CallerSettings(Set<String> origins, Set<String> hosts) {
    /** No site but its own, under any name. */
    public static final CallerSettings DEFAULT = new CallerSettings(Set.of(), Set.of());

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");
    private static final Pattern HOST = Pattern.compile("[^/?#@:\\s]+");

    /** Copies the sets. */
    public CallerSettings {
        origins = Set.copyOf(origins);
        hosts = Set.copyOf(hosts);
    }

    static CallerSettings read(Settings settings) {
        return new CallerSettings(
                texts(settings, "allowed-origins", ORIGIN, "a list of origins such as [\"https://ops.example\"]"),
                texts(settings, "allowed-hosts", HOST, "a list of names without ports such as [\"vigil.example\"]"));
    }

    private static Set<String> texts(Settings settings, String key, Pattern shape, String expected) {
        var texts = settings.texts(key, List.of()).stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        if (!texts.stream().allMatch(shape.asMatchPredicate())) {
            settings.problem(key, expected);
        }
        return texts;
    }
}
