package dev.vigil.benchmarks.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The process that sends requests: reads tasks from its standard input, one a line, and writes what came of each. It ends
 * when its standard input does.
 */
public final class DriverProcess {
    static final ObjectMapper JSON = new ObjectMapper();

    private DriverProcess() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        // One of each for all tasks, so that no id comes twice.
        Map<Shape, Requests> requests = new EnumMap<>(Shape.class);
        for (var shape : Shape.values()) {
            requests.put(shape, new Requests(shape));
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var task = JSON.readValue(line, DriverTask.class);
            var driven = driven(task, Objects.requireNonNull(requests.get(task.shape())));
            System.out.println(JSON.writeValueAsString(driven));
        }
    }

    private static Driven driven(DriverTask task, Requests requests) throws IOException {
        return task.shape() == Shape.STREAM ? streams(task, requests) : requests(task, requests);
    }

    private static Driven streams(DriverTask task, Requests requests) throws IOException {
        try (var loop = new StreamLoop(task, requests)) {
            return loop.run(task.seconds());
        }
    }

    private static Driven requests(DriverTask task, Requests requests) throws IOException {
        try (var loop = new RequestLoop(task, requests)) {
            return loop.run(task.seconds());
        }
    }

    /** What this process has used of the processors. */
    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
