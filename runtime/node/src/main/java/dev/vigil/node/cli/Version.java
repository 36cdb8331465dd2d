package dev.vigil.node.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from the manifest of its jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    static String text() {
        var version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return "vigil " + version.orElse("development") + " on Java " + Runtime.version();
    }
}
