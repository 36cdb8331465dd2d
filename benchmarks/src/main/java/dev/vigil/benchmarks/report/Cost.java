package dev.vigil.benchmarks.report;

/**
 * What one event costs, that of making it included.
 *
 * @param cpuMicros microseconds of processor in the process that makes the load
 * @param serverCpuMicros microseconds of processor in the server's processes
 * @param allocatedBytes on the heap of the process that makes the load
 * @param collectionPercent share of the time that garbage collections took there
 * @param writtenBytes to the disks of the whole machine
 * @param diskFlushes of the whole machine
 */
public record Cost(
        double cpuMicros,
        double serverCpuMicros,
        double allocatedBytes,
        double collectionPercent,
        double writtenBytes,
        double diskFlushes) {
    /** All the processor time. */
    double wholeCpuMicros() {
        return cpuMicros + serverCpuMicros;
    }
}
