package dev.vigil.benchmarks.peers;

import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.Load;
import dev.vigil.benchmarks.engine.ProcessFigures;
import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.benchmarks.report.AtRate;
import dev.vigil.benchmarks.report.Cost;
import dev.vigil.benchmarks.report.PeerRun;
import dev.vigil.benchmarks.report.Quantiles;
import dev.vigil.benchmarks.report.Throughput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Measures a peer that runs: its maximum first, then its latency at rates below that. For one thread. */
final class Measurement {
    /** Above that share of its maximum, a rate is the maximum with another name. */
    private static final double MOST_OF_MAXIMUM = 0.9;

    private static final int ALARMS_WANTED = 300;
    private static final int EVENTS_PER_ALARM = 100;
    private static final int LONGER = 3;
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final PeerTask task;
    private final Peer peer;
    private final Alarms alarms;
    private final Load load;
    private final Consumer<String> out;

    Measurement(PeerTask task, Peer peer, Alarms alarms, Consumer<String> out) {
        this.task = task;
        this.peer = peer;
        this.alarms = alarms;
        this.load = new Load(peer, new Workload(task.keys(), task.seed()), alarms);
        this.out = out;
    }

    /** Measures all of it, and makes sure that every event changed a state once and every alarm came out once. */
    PeerRun run() throws InterruptedException {
        // What the server holds back is written before and after, so that warm-up and measurement count all their
        // bytes.
        peer.flush();
        sync();
        var first = ProcessFigures.now(peer.serverPid());
        double warmUp = warmUp();
        var throughput = throughput(first);
        var atRates = new ArrayList<AtRate>();
        for (int share : task.sharesPercent()) {
            atRates.add(atRate((int) (throughput.perSecond() * share / 100), share));
        }
        for (int rate : task.rates()) {
            if (rate <= throughput.perSecond() * MOST_OF_MAXIMUM) {
                atRates.add(atRate(rate, 0));
            }
        }
        check();
        return new PeerRun(task.peer(), task.round(), warmUp, throughput, atRates);
    }

    private double warmUp() throws InterruptedException {
        long began = System.nanoTime();
        load.fullSpeed("w", TimeUnit.SECONDS.toNanos(task.warmUpSeconds()));
        load.drain();
        return load.accepted() / seconds(began);
    }

    private Throughput throughput(ProcessFigures first) throws InterruptedException {
        forget();
        long accepted = load.accepted();
        var before = ProcessFigures.now(peer.serverPid());
        long began = System.nanoTime();
        load.fullSpeed("t", TimeUnit.SECONDS.toNanos(task.seconds()));
        load.drain();
        double seconds = seconds(began);
        var used = ProcessFigures.now(peer.serverPid()).since(before);
        long events = load.accepted() - accepted;
        peer.flush();
        sync();
        long written = ProcessFigures.now(peer.serverPid()).since(first).writtenBytes();
        var throughput = new Throughput(
                events,
                seconds,
                Quantiles.of(load.takeAcknowledged()),
                Quantiles.of(alarms.takeReleased()),
                cost(used, events, seconds, (double) written / load.accepted()));
        out.accept("%,12.0f events/s, alarms out after %.1f ms (p50)"
                .formatted(throughput.perSecond(), throughput.alarmOut().p50()));
        return throughput;
    }

    private AtRate atRate(int rate, int share) throws InterruptedException {
        load.atRate("l", rate, TimeUnit.SECONDS.toNanos(Math.max(1, task.seconds() / 4)));
        load.drain();
        forget();
        sync();
        long accepted = load.accepted();
        var before = ProcessFigures.now(peer.serverPid());
        long began = System.nanoTime();
        load.atRate("m", rate, TimeUnit.SECONDS.toNanos(secondsAt(rate)));
        load.drain();
        double seconds = seconds(began);
        var used = ProcessFigures.now(peer.serverPid()).since(before);
        sync();
        long written = ProcessFigures.now(peer.serverPid()).since(before).writtenBytes();
        long events = load.accepted() - accepted;
        var atRate = new AtRate(
                rate,
                share,
                Quantiles.of(load.takeAcknowledged()),
                Quantiles.of(alarms.takeReleased()),
                cost(used, events, seconds, (double) written / events));
        out.accept("%,12d events/s%s: alarms out p50 %.2f ms, p99 %.2f ms"
                .formatted(
                        rate,
                        share > 0 ? " (" + share + " %)" : "",
                        atRate.alarmOut().p50(),
                        atRate.alarmOut().p99()));
        return atRate;
    }

    /** Longer where alarms are few, since their times are what is asked for. */
    private long secondsAt(int rate) {
        long wanted = (long) ALARMS_WANTED * EVENTS_PER_ALARM / rate;
        return Math.clamp(wanted, task.seconds(), (long) task.seconds() * LONGER);
    }

    /** Lets the operating system write what it has, without which nobody knows how much that is. */
    private static void sync() throws InterruptedException {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() {
        load.takeAcknowledged();
        alarms.takeReleased();
    }

    private void check() {
        if (load.refused() > 0) {
            throw new IllegalStateException(load.refused() + " events were refused");
        }
        // A peer that acknowledges before it handles may have the events before it yet that follow the last alarm.
        long deadline = System.nanoTime() + SETTLED.toNanos();
        while (peer.counted() < load.accepted() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(SETTLED.toNanos() / 100);
        }
        long counted = peer.counted();
        if (counted != load.accepted()) {
            throw new IllegalStateException("states count " + counted + " events of " + load.accepted());
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static Cost cost(ProcessFigures used, long events, double seconds, double writtenBytes) {
        return new Cost(
                used.cpuNanos() / 1e3 / events,
                used.serverCpuNanos() / 1e3 / events,
                (double) used.allocatedBytes() / events,
                used.collectionMillis() / seconds / 10,
                writtenBytes,
                (double) used.diskFlushes() / events);
    }
}
