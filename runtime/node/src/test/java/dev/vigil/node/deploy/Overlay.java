package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What can be given to {@code kubectl apply -k}. */
enum Overlay {
    SINGLE("overlays/single"),
    HA("overlays/ha"),
    SPLIT("overlays/split"),
    NORTH("overlays/multi-region/north"),
    SOUTH("overlays/multi-region/south"),
    MULTI_REGION("overlays/multi-region");

    /** Where all of them are. */
    static final Path ROOT = Path.of("../../deploy/k8s");

    private static final Map<Overlay, List<Manifest>> RENDERED = new ConcurrentHashMap<>();
    private static final int PATIENCE_SECONDS = 60;

    private final String folder;

    Overlay(String folder) {
        this.folder = folder;
    }

    /** Its objects; the test is skipped where there is no kubectl to render it. */
    List<Manifest> manifests() {
        assumeThat(kubectl()).as("a kubectl on the PATH, to render " + folder).isNotEmpty();
        return RENDERED.computeIfAbsent(this, Overlay::render);
    }

    List<Manifest> all(String kind) {
        return manifests().stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    Manifest one(String kind, String name) {
        return manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(folder + " has no " + kind + " " + name));
    }

    private static List<Path> kubectl() {
        return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .limit(1)
                .toList();
    }

    private List<Manifest> render() {
        try {
            var output = Files.createTempFile("rendered", ".yaml");
            var errors = Files.createTempFile("rendered", ".log");
            var process = new ProcessBuilder(
                            kubectl().getFirst().toString(),
                            "kustomize",
                            ROOT.resolve(folder).toString())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(errors, StandardCharsets.UTF_8))
                    .isZero();
            return Manifest.read(Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
