package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A folder, a bus that drops what it has, a place for a position, and a clock that moves when a test says so. */
final class Scene implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final Path folder;
    final FileSettings settings;
    final List<String> refused = new ArrayList<>();
    Optional<String> position = Optional.empty();
    Instant now = NOON;
    /** What happens once a name was listed, and before its file is looked at. */
    Consumer<String> onListed = _ -> {};

    private final Map<String, Event> bus = new LinkedHashMap<>();

    /** With settings laid over those of a folder whose files are taken as soon as they are there. */
    Scene(Map<String, ?> values) {
        try {
            folder = Files.createDirectories(
                    Files.createTempDirectory("vigil-files").resolve("in"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var all = new TreeMap<String, Object>(Map.of("path", folder.toString(), "settle", "0s"));
        all.putAll(values);
        var read = new Settings("vigil.sources.files", all);
        settings = hooked(FileSettings.from("files", read));
        assertThat(read.problems()).isEmpty();
    }

    private FileSettings hooked(FileSettings plain) {
        return new FileSettings(
                plain.name(),
                plain.path(),
                name -> {
                    onListed.accept(name.toString());
                    return plain.pattern().matches(name);
                },
                plain.format(),
                plain.lineLimit(),
                plain.follow(),
                plain.settle(),
                plain.poll(),
                plain.whenDone(),
                plain.done(),
                plain.rejection());
    }

    Intake intake() {
        return new Intake(settings, position, new Notices("files", refused::add));
    }

    /** What is published and not there yet is there now. */
    void publish(List<Event> events) {
        events.forEach(event -> bus.putIfAbsent(event.source() + " " + event.id(), event));
    }

    List<Event> events() {
        return List.copyOf(bus.values());
    }

    List<String> texts() {
        return bus.values().stream().map(Event::dataAsText).toList();
    }

    /** A new owner goes on until there is nothing to do. */
    void run() {
        run(intake());
    }

    void run(Intake intake) {
        while (true) {
            switch (intake.next(now)) {
                case Intake.Step.Publish(var events) -> publish(events);
                case Intake.Step.Save(var saved) -> position = Optional.of(saved);
                case Intake.Step.Rest _ -> {
                    return;
                }
            }
            intake.done();
        }
    }

    /** Time passes, with a look every second. */
    void run(Intake intake, Duration time) {
        var until = now.plus(time);
        run(intake);
        while (now.isBefore(until)) {
            now = now.plusSeconds(1);
            run(intake);
        }
    }

    void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] bytes) {
        io(() -> Files.write(folder.resolve(name), bytes));
    }

    void append(String name, String text) {
        io(() -> Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** As one does it who wants nobody to see half of it. */
    void replace(String name, String text) {
        write(".new", text);
        rename(".new", name);
    }

    void rename(String from, String to) {
        io(() -> Files.move(
                folder.resolve(from).normalize(),
                folder.resolve(to).normalize(),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE));
    }

    void delete(String name) {
        io(() -> {
            Files.delete(folder.resolve(name));
            return name;
        });
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** Of all files that there are, hidden ones too. */
    List<String> names() {
        return io(() -> {
            try (var all = Files.list(folder)) {
                return all.map(path -> String.valueOf(path.getFileName())).toList();
            }
        });
    }

    String text(String name) {
        return io(() -> Files.readString(folder.resolve(name)));
    }

    @Override
    public void close() {
        io(() -> {
            var root = folder.resolveSibling(".").normalize();
            try (var all = Files.walk(root)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            return root;
        });
    }

    @FunctionalInterface
    interface Io<T> {
        T run() throws IOException;
    }

    static <T> T io(Io<T> io) {
        try {
            return io.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
