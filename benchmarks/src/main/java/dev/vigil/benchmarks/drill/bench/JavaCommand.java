package dev.vigil.benchmarks.drill.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for Java programs with this program's Java and class path. */
public final class JavaCommand {
    private JavaCommand() {}

    /** The options that this process has, so that another runs as it does; without agents and properties, which are its own. */
    public static List<String> ownOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-D"))
                .toList();
    }

    /** The command that runs a class with these options of Java. */
    public static List<String> of(List<String> options, Class<?> main) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }
}
