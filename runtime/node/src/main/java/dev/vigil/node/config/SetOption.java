package dev.vigil.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.vigil.api.Settings.Problem;
import java.util.List;

/** One {@code --set KEY=VALUE} of the command line. */
final class SetOption {
    private static final ConfigValue NULL = ConfigValueFactory.fromAnyRef(null);

    private SetOption() {}

    /**
     * The override as configuration. A value that begins with a bracket, a brace or a quote is read as HOCON, {@code
     * null} removes what stands there, and anything else is a plain text, so that a URL needs no quoting.
     */
    static Config parse(String text) throws ConfigurationException {
        var equals = text.indexOf('=');
        if (equals < 1) {
            throw problem("--set", text, "KEY=VALUE");
        }
        var key = text.substring(0, equals).strip();
        var value = text.substring(equals + 1).strip();
        try {
            var isHocon = value.equals("null") || (!value.isEmpty() && "[{\"".indexOf(value.charAt(0)) >= 0);
            var parsed = isHocon
                    ? ConfigFactory.parseString("value = " + value).root().getOrDefault("value", NULL)
                    : ConfigValueFactory.fromAnyRef(value, "--set");
            return parsed.atPath(key);
        } catch (ConfigException e) {
            throw problem("--set " + key, value, "a key such as vigil.http.port and a value in HOCON");
        }
    }

    private static ConfigurationException problem(String path, String value, String expected) {
        return new ConfigurationException(List.of(new Problem(path, '"' + value + '"', expected)));
    }
}
