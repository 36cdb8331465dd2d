package dev.vigil.benchmarks.report;

/**
 * What was measured at a rate, open loop: each event is due at its time whatever became of those before it, and times count
 * from then.
 *
 * @param perSecond events a second
 * @param sharePercent which part of its own maximum that is; nought where the rate was given for all
 * @param acknowledged from when they were due to acknowledgement
 * @param alarmOut from when they were due to alarm out
 * @param cost of an event
 */
public record AtRate(int perSecond, int sharePercent, Quantiles acknowledged, Quantiles alarmOut, Cost cost) {}
