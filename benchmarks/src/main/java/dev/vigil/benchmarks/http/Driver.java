package dev.vigil.benchmarks.http;

import dev.vigil.benchmarks.drill.bench.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The driver, in a process of its own, so that what it uses is not taken for the server's. For one thread; blocks. */
final class Driver implements AutoCloseable {
    private final Process process;
    private final BufferedWriter tasks;
    private final BufferedReader answers;

    private Driver(Process process) {
        this.process = process;
        this.tasks = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Driver start() throws IOException {
        var options = List.of("-Xmx256m", "-XX:+UseSerialGC");
        return new Driver(new ProcessBuilder(JavaCommand.of(options, DriverProcess.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Does that, and waits until it is done. */
    Driven run(DriverTask task) throws IOException {
        tasks.write(DriverProcess.JSON.writeValueAsString(task));
        tasks.newLine();
        tasks.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the driver has ended at " + task);
        }
        return DriverProcess.JSON.readValue(answer, Driven.class);
    }

    @Override
    public void close() throws IOException {
        tasks.close();
        process.destroy();
    }
}
