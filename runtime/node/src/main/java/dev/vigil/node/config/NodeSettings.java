package dev.vigil.node.config;

import dev.vigil.engine.EngineSettings;
import java.nio.file.Path;

/**
 * What one node is told, validated.
 *
 * @param dataFolder where the node keeps everything that it keeps
 * @param http how the HTTP API listens
 * @param management how management listens
 * @param tracing where spans go
 * @param engine what the engine is told
 */
public record NodeSettings(
        Path dataFolder,
        HttpSettings http,
        ManagementSettings management,
        TracingSettings tracing,
        EngineSettings engine) {}
