package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import dev.vigil.triggers.guard.AddressGuard;
import dev.vigil.triggers.guard.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads where a trigger may connect to. An address that stands in the configuration itself is judged at the start. */
final class GuardSettings {
    private static final String LOCALHOST = "localhost";

    private GuardSettings() {}

    static AddressGuard from(Settings settings, UrlTemplate url) {
        var ranges = new ArrayList<AddressRange>();
        for (var text : settings.texts("allow", List.of())) {
            AddressRange.parse(text)
                    .ifPresentOrElse(
                            ranges::add,
                            () -> settings.problem(
                                    "allow", "a list of ranges such as [\"10.0.0.0/8\", \"fd12::/16\"]"));
        }
        var guard = new AddressGuard(ranges);
        if (settings.has("url")) {
            judge(settings, guard, url);
        }
        return guard;
    }

    /** No name is looked up here, so that a configuration can be checked anywhere; every one is when it is used. */
    private static void judge(Settings settings, AddressGuard guard, UrlTemplate url) {
        var literals = literals(url);
        if (!literals.isEmpty()
                && literals.stream().allMatch(a -> guard.refusal(a).isPresent())) {
            var why = guard.refusal(literals.getFirst()).orElseThrow();
            settings.problem(
                    "url",
                    "an address that is everybody's, or allowed by " + settings.path("allow") + " (" + why + ")");
        }
    }

    private static List<InetAddress> literals(UrlTemplate url) {
        var host = URI.create(url.origin()).getHost();
        if (host == null) {
            return List.of();
        }
        if (host.equalsIgnoreCase(LOCALHOST)) {
            return List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
        }
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return AddressRange.parse(bare).stream().map(AddressRange::first).toList();
    }
}
