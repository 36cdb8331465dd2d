package dev.vigil.node.demo;

import dev.vigil.node.Node;

/** Stops the node in order when the process is told to end, until it is closed itself. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption closing(Node node, Console console) {
        var hook = new Thread(
                () -> {
                    console.endProgress();
                    console.line("Stopping.");
                    node.close();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process ends already, and the hook has done its work.
        }
    }
}
