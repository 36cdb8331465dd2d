package dev.vigil.node.demo;

/** What to do about a demo that cannot start. */
final class Advice {
    private Advice() {}

    /** The problem, in the words of the demo's options, and a way around it. */
    static String to(String problem) {
        if (problem.contains("in use by another process")) {
            return problem + "; end that process, or give this demo another folder with --folder";
        }
        if (problem.startsWith("vigil.http.port")) {
            return problem + "; give another with --port, or 0 for any";
        }
        if (problem.startsWith("vigil.management.port")) {
            return problem + "; give another with --management-port, or 0 for any";
        }
        return problem.startsWith("vigil.data-folder") ? problem + "; give another with --folder" : problem;
    }
}
