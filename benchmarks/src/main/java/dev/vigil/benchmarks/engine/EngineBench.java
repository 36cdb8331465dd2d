package dev.vigil.benchmarks.engine;

import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;

/** Runs the readings workload through a whole engine on a PostgreSQL of its own, and prints what it measured. */
public final class EngineBench {
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private final BenchSettings settings;
    private final PrintStream out;
    private final Alarms alarms = new Alarms();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** A run with these settings that prints there. */
    public EngineBench(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs all of it; true if the numbers that are required now are met. */
    public boolean run() throws InterruptedException, SQLException {
        out.println("starting PostgreSQL (fsync on) and the engine, " + settings.slots() + " slots, " + settings.keys()
                + " keys, " + Workload.DATA_BYTES + " bytes of JSON an event, 1 % alarms");
        try (var postgres = TestPostgres.startDurable()) {
            double rate;
            boolean met;
            Records records;
            try (var embedded = BenchEngine.start(postgres, settings, alarms, meters, Tracing.OFF)) {
                var load = new Load(embedded.engine().publisher(), new Workload(settings.keys(), 1), alarms);
                out.println("warming up for " + WARM_UP.toSeconds() + " s");
                load.fullSpeed("w", WARM_UP.toNanos());
                load.drain();
                checkpoint(postgres);
                var before = Records.of(meters);
                rate = throughput(load, postgres);
                records = Records.of(meters).since(before);
                checkpoint(postgres);
                boolean inTime = latency(load);
                met = inTime && rate >= settings.requiredPerSecond();
            }
            raw(postgres, records, rate);
            return met;
        }
    }

    private double throughput(Load load, TestPostgres postgres) throws InterruptedException, SQLException {
        long walBefore = walBytes(postgres);
        long accepted = load.accepted();
        load.takeAcknowledged();
        alarms.takeReleased();
        var before = ProcessFigures.now(postgres.pid());
        long began = System.nanoTime();
        load.fullSpeed("t", settings.duration().toNanos());
        double seconds = (System.nanoTime() - began) / 1e9;
        var used = ProcessFigures.now(postgres.pid()).since(before);
        long events = load.accepted() - accepted;
        double rate = events / seconds;
        load.drain();
        out.printf(
                "%nthroughput       %,d events/s (%,d in %.1f s, refused %,d)%n",
                (long) rate, events, seconds, load.refused());
        print("  acknowledged", load.takeAcknowledged());
        print("  alarm out", alarms.takeReleased());
        out.printf(
                "  an event costs %.2f µs of processor here, %.2f µs in PostgreSQL, %,d bytes allocated, %d bytes of"
                        + " WAL%n",
                used.cpuNanos() / 1e3 / events,
                used.serverCpuNanos() / 1e3 / events,
                used.allocatedBytes() / events,
                (walBytes(postgres) - walBefore) / events);
        out.printf("  garbage collection took %.1f %% of the time%n", used.collectionMillis() / seconds / 10);
        return rate;
    }

    private boolean latency(Load load) throws InterruptedException {
        load.atRate("l", settings.ratePerSecond(), WARM_UP.toNanos() / 3);
        load.drain();
        load.takeAcknowledged();
        alarms.takeReleased();
        load.atRate("m", settings.ratePerSecond(), settings.duration().toNanos());
        load.drain();
        out.printf("%nat %,d events/s, open loop%n", settings.ratePerSecond());
        print("  acknowledged", load.takeAcknowledged());
        var released = alarms.takeReleased();
        print("  alarm out", released);
        return released.getValueAtPercentile(99) <= settings.requiredP99().toNanos();
    }

    /** The records of a phase. */
    private record Records(long count, double bytes, double events) {
        static Records of(SimpleMeterRegistry meters) {
            var size = meters.get("vigil.record.size").summary();
            return new Records(
                    size.count(),
                    size.totalAmount(),
                    meters.get("vigil.record.events").summary().totalAmount());
        }

        Records since(Records earlier) {
            return new Records(count - earlier.count, bytes - earlier.bytes, events - earlier.events);
        }
    }

    private void raw(TestPostgres postgres, Records records, double rate) throws InterruptedException, SQLException {
        var raw = new RawJournal(postgres.newDatabase(), postgres.user(), settings.connections());
        int recordBytes = (int) (records.bytes() / records.count());
        double rows = raw.rowsPerSecond(recordBytes, settings.duration().toNanos() / 2);
        double events = rows * records.events() / records.count();
        out.printf(
                "%nraw limit        %,d rows/s of %,d bytes by plain JDBC, as many bytes as %,d events/s; the engine"
                        + " reaches %.2f of it%n",
                (long) rows, recordBytes, (long) events, rate / events);
    }

    private void print(String what, ConcurrentHistogram nanos) {
        out.printf("%-16s %s%n", what, Latencies.text(nanos));
    }

    /** What was written before is flushed now, and not at the cost of what is measured next. */
    static void checkpoint(TestPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), "");
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private static long walBytes(TestPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
