package dev.vigil.benchmarks.report;

/**
 * What was reached when as much was published as was taken.
 *
 * @param events how many
 * @param seconds from the first one to the last alarm out
 * @param acknowledged from publish to acknowledgement
 * @param alarmOut from publish to alarm out
 * @param cost of an event
 */
public record Throughput(long events, double seconds, Quantiles acknowledged, Quantiles alarmOut, Cost cost) {
    /** Events a second, published, kept, handled and with their alarms out. */
    public double perSecond() {
        return events / seconds;
    }
}
