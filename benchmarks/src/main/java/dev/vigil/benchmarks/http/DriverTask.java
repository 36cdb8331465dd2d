package dev.vigil.benchmarks.http;

/**
 * What the driver is to do.
 *
 * @param port of the server, on this machine
 * @param shape of what is sent
 * @param connections how many are open at once
 * @param perSecond how many requests are appointed for each second; nought for as many as are answered
 * @param seconds how long
 */
record DriverTask(int port, Shape shape, int connections, double perSecond, double seconds) {}
