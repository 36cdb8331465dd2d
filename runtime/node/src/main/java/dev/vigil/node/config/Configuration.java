package dev.vigil.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueType;
import dev.vigil.api.Settings;
import dev.vigil.api.Settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was configured, merged and with its substitutions resolved, but not yet validated.
 *
 * @param settings everything but the section {@code pekko}
 * @param pekko the section {@code pekko}, which goes to Pekko as it is
 */
public record Configuration(Settings settings, Config pekko) {
    private static final String DEFAULTS = "vigil.conf";
    private static final String STANDALONE = "vigil-standalone.conf";
    private static final ConfigParseOptions HOCON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);

    /**
     * Reads a file, or what a node without one runs, with these overrides over it and the defaults under it.
     *
     * @param overrides each KEY=VALUE; of two for one key the later wins
     * @throws ConfigurationException if something cannot be read, or names a sensor, source or trigger twice
     */
    public static Configuration load(Optional<Path> file, List<String> overrides) throws ConfigurationException {
        var own = file.isPresent() ? readFile(file.get()) : resource(STANDALONE);
        var merged = ConfigFactory.empty();
        for (var override : overrides.reversed()) {
            merged = merged.withFallback(SetOption.parse(override));
        }
        return of(merged.withFallback(own));
    }

    /**
     * Takes a configuration that was put together in memory, with the defaults under it.
     *
     * @throws ConfigurationException if a substitution leads nowhere
     */
    public static Configuration of(Config own) throws ConfigurationException {
        try {
            var resolved = own.withFallback(resource(DEFAULTS)).resolve();
            return split(resolved);
        } catch (ConfigException e) {
            throw unreadable(e, "a substitution that leads to a value or an environment variable");
        }
    }

    private static Configuration split(Config resolved) throws ConfigurationException {
        var pekko = resolved.root().get("pekko");
        if (pekko != null && pekko.valueType() != ConfigValueType.OBJECT) {
            throw new ConfigurationException(
                    List.of(new Problem("pekko", String.valueOf(pekko.unwrapped()), "a section {...}")));
        }
        var settings = new Settings("", resolved.root().withoutKey("pekko").unwrapped());
        return new Configuration(settings, resolved.withOnlyPath("pekko"));
    }

    private static Config readFile(Path file) throws ConfigurationException {
        Config parsed;
        List<Problem> repeated;
        try {
            parsed = ConfigFactory.parseFile(file.toFile(), HOCON);
            repeated = repeatedNames(Files.readString(file));
        } catch (ConfigException.Parse e) {
            throw unreadable(e, "HOCON");
        } catch (ConfigException | IOException e) {
            throw new ConfigurationException(
                    List.of(new Problem("--config", file.toString(), "a file that can be read, in HOCON and UTF-8")));
        }
        if (!repeated.isEmpty()) {
            throw new ConfigurationException(repeated);
        }
        return parsed;
    }

    private static List<Problem> repeatedNames(String text) {
        var problems = new ArrayList<Problem>();
        for (var repeated : RepeatedNames.in(text)) {
            problems.add(new Problem(
                    repeated.path(),
                    "defined in line " + repeated.firstLine() + " and again in line " + repeated.line(),
                    "one section of that name"));
        }
        return problems;
    }

    private static Config resource(String name) {
        return ConfigFactory.parseResources(Configuration.class.getClassLoader(), name, HOCON);
    }

    private static ConfigurationException unreadable(ConfigException e, String expected) {
        var message = String.valueOf(e.getMessage());
        var origin = e.origin();
        if (origin == null) {
            return new ConfigurationException(List.of(new Problem("configuration", message, expected)));
        }
        var what = message.startsWith(origin.description() + ": ")
                ? message.substring(origin.description().length() + 2)
                : message;
        return new ConfigurationException(List.of(new Problem(place(origin), what, expected)));
    }

    private static String place(com.typesafe.config.ConfigOrigin origin) {
        var name = origin.filename() == null ? origin.description() : origin.filename();
        return origin.lineNumber() < 1 ? name : name + " line " + origin.lineNumber();
    }
}
