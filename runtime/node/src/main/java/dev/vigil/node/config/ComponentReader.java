package dev.vigil.node.config;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.api.Settings.Problem;
import dev.vigil.api.SourceKind;
import dev.vigil.api.TriggerKind;
import dev.vigil.engine.dispatch.TriggerBinding;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes what the sections sources, sensors and triggers name; kinds are found with {@link ServiceLoader}. */
final class ComponentReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final ClassLoader loader;
    private final Set<String> unknownKinds = new HashSet<>();

    ComponentReader(ClassLoader loader) {
        this.loader = loader;
    }

    Components read(Settings vigil) {
        var sourceKinds = kinds(SourceKind.class, SourceKind::kind);
        var sources = new SourceReader();
        var sensorKinds = kinds(SensorKind.class, SensorKind::kind);
        var triggerKinds = kinds(TriggerKind.class, TriggerKind::kind);
        var triggers = vigil.section("triggers");
        var everywhere =
                each(vigil.section("sources"), (name, own) -> sources.read(kind(sourceKinds, name, own), name, own));
        var components = new Components(
                everywhere,
                sources.owned(),
                each(vigil.section("sensors"), (name, own) -> sensor(sensorKinds, name, own)),
                each(triggers, (name, own) -> trigger(triggerKinds, name, own)));
        components.sensors().forEach((name, sensor) -> needTriggers(name, sensor, triggers));
        return components;
    }

    private static void needTriggers(String name, Sensor<?> sensor, Settings triggers) {
        for (var trigger : new TreeSet<>(sensor.triggers())) {
            if (!triggers.has(trigger)) {
                triggers.problem(trigger, "a trigger {...}, since sensor " + name + " fires it");
            }
        }
    }

    /** Whether this is about a key that only the kind could know which the section names and nobody has. */
    boolean isNoise(Problem problem) {
        return problem.value().equals("unknown key")
                && unknownKinds.stream().anyMatch(path -> problem.path().startsWith(path));
    }

    private <K> Map<String, K> kinds(Class<K> type, Function<K, String> kind) {
        return ServiceLoader.load(type, loader).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toMap(kind, Function.identity(), (first, _) -> first, TreeMap::new));
    }

    private static <T> Map<String, T> each(
            Settings section, BiFunction<String, Settings, Optional<? extends T>> maker) {
        var made = new TreeMap<String, T>();
        for (var name : section.keys()) {
            if (!NAME.matcher(name).matches()) {
                section.problem(name, "a name of letters, digits, '.', '_' and '-', at most 100 of them");
            }
            // A null removes what a file below this one defines.
            var own = section.section(name);
            if (section.has(name)) {
                attempt(section, name, () -> maker.apply(name, own)).ifPresent(value -> made.put(name, value));
            }
        }
        return made;
    }

    /** Kinds are written by others: one that throws over its settings is a problem of the configuration like another. */
    private static <T> Optional<T> attempt(Settings section, String name, Supplier<Optional<? extends T>> maker) {
        try {
            return maker.get().map(Function.identity());
        } catch (RuntimeException e) {
            section.problem(name, "settings that its kind accepts (" + e + ")");
            return Optional.empty();
        }
    }

    private <K> Optional<K> kind(Map<String, K> kinds, String name, Settings own) {
        var kind = own.text("kind", name);
        var found = Optional.ofNullable(kinds.get(kind));
        if (found.isEmpty()) {
            own.problem("kind", oneOf(kinds) + (own.has("kind") ? "" : "; there is no kind \"" + name + "\""));
            unknownKinds.add(own.path(""));
        }
        return found;
    }

    private static String oneOf(Map<String, ?> kinds) {
        return kinds.isEmpty() ? "a kind, but none is installed" : "one of " + String.join(", ", kinds.keySet());
    }

    private Optional<? extends Sensor<?>> sensor(Map<String, SensorKind> kinds, String name, Settings own) {
        var start = StartKey.read(own);
        return make(kinds, name, own).map(ComponentReader::usable).map(sensor -> StartKey.apply(sensor, start));
    }

    private Optional<? extends Sensor<?>> make(Map<String, SensorKind> kinds, String name, Settings own) {
        var className = own.text("class", "");
        if (className.isEmpty()) {
            return kind(kinds, name, own).<Sensor<?>>map(kind -> kind.create(name, own));
        }
        if (own.has("kind")) {
            own.problem("class", "either kind or class, not both");
        }
        return SensorClass.create(loader, className, own);
    }

    /** Asks what the engine will ask at the start, so that a sensor that cannot answer is found out here. */
    private static Sensor<?> usable(Sensor<?> sensor) {
        sensor.subscription();
        sensor.stateType();
        sensor.triggers();
        return sensor;
    }

    private Optional<TriggerBinding> trigger(Map<String, TriggerKind> kinds, String name, Settings own) {
        var policy = PolicySection.read(own);
        return kind(kinds, name, own).map(kind -> new TriggerBinding(kind.create(name, own), policy));
    }
}
