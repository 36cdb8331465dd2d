package dev.vigil.node.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the log out of the demo's story, but for what has gone wrong. */
final class QuietLog {
    private QuietLog() {}

    static void apply() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
            context.getLogger("org.apache.pekko").setLevel(Level.ERROR);
            // The line that is broken on purpose and the dead letter are told by the story.
            context.getLogger("dev.vigil.sources.file").setLevel(Level.ERROR);
            context.getLogger("dev.vigil.engine.cluster.DeadLetterLog").setLevel(Level.ERROR);
        }
    }
}
