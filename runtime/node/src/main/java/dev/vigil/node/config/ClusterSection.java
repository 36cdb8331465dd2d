package dev.vigil.node.config;

import dev.vigil.api.Settings;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Address;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Method;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.ClusterSettings.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code vigil.cluster}. */
final class ClusterSection {
    private static final Set<String> ROLES = Set.of(ClusterSettings.SOURCE, ClusterSettings.SLOT);
    private static final Pattern SEED = Pattern.compile("[^:@/\\s]+:[1-9][0-9]{0,4}");

    private ClusterSection() {}

    static ClusterSettings read(Settings settings) {
        var join = join(settings);
        return new ClusterSettings(
                settings.text("name", "vigil"),
                address(settings, join),
                roles(settings),
                join,
                downing(settings.section("downing")),
                tls(settings.section("tls")));
    }

    private static Address address(Settings settings, Join join) {
        int port = (int) settings.number("port", join instanceof Join.Alone ? 0 : 7625, 0, 65_535);
        if (port == 0 && !(join instanceof Join.Alone)) {
            settings.problem("port", "a port that the other nodes know, from 1 to 65535");
        }
        return new Address(settings.text("host", "127.0.0.1"), port, settings.text("bind-host", ""));
    }

    private static Set<String> roles(Settings settings) {
        var roles = settings.texts("roles", List.of(ClusterSettings.SOURCE, ClusterSettings.SLOT));
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            settings.problem("roles", "one or both of source, slot");
        }
        return Set.copyOf(roles);
    }

    private static Join join(Settings settings) {
        var seeds = settings.texts("seeds", List.of());
        var bootstrap = settings.section("bootstrap");
        var kubernetes = discovered(bootstrap, Method.KUBERNETES);
        return switch (settings.oneOf("join", "alone", "alone", "seeds", "dns", "kubernetes")) {
            case "seeds" -> seeds(settings, seeds);
            case "dns" -> discovered(bootstrap, Method.DNS);
            case "kubernetes" -> kubernetes;
            default -> new Join.Alone();
        };
    }

    private static Join seeds(Settings settings, List<String> seeds) {
        if (seeds.isEmpty()
                || !seeds.stream().allMatch(seed -> SEED.matcher(seed).matches())) {
            settings.problem("seeds", "a list of HOST:PORT, the same on every node");
        }
        return new Join.Seeds(seeds);
    }

    private static Join.Discovered discovered(Settings settings, Method method) {
        return new Join.Discovered(
                method,
                settings.text("service-name", "vigil"),
                (int) settings.number("contact-points", 2, 1, 100),
                settings.text("namespace", ""),
                settings.text("label-selector", "app.kubernetes.io/name=vigil"),
                settings.text("port-name", "management"));
    }

    private static Downing downing(Settings settings) {
        var strategy = switch (settings.oneOf("strategy", "keep-majority", "keep-majority", "lease-majority")) {
            case "lease-majority" -> Strategy.LEASE_MAJORITY;
            default -> Strategy.KEEP_MAJORITY;
        };
        return new Downing(
                strategy,
                Bounds.duration(
                        settings, "stable-after", Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }

    private static Optional<Tls> tls(Settings settings) {
        boolean isEnabled = settings.flag("enabled", false);
        var tls = new Tls(
                file(settings, "certificate", "tls.crt", isEnabled),
                file(settings, "private-key", "tls.key", isEnabled),
                file(settings, "authority", "ca.crt", isEnabled),
                Bounds.duration(
                        settings, "reload", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(24)));
        return isEnabled ? Optional.of(tls) : Optional.empty();
    }

    private static Path file(Settings settings, String key, String name, boolean isNeeded) {
        var file = Path.of(settings.text(key, "/run/secrets/vigil-tls/" + name));
        if (isNeeded && !Files.isReadable(file)) {
            settings.problem(key, "a PEM file that can be read");
        }
        return file;
    }
}
