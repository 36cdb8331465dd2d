package dev.vigil.benchmarks.drill.bench;

import java.util.List;

/** Addresses of the loopback device of this machine. Needs no rights and cannot be cut. */
public record LoopbackNetwork() implements Network {
    @Override
    public String driverHost() {
        return "127.0.0.1";
    }

    @Override
    public Place place(int number) {
        return new Place("127.0.0." + number, List.of());
    }

    @Override
    public boolean canCut() {
        return false;
    }

    @Override
    public void drop(Place from, Place to) {
        throw new UnsupportedOperationException("the loopback network cannot be cut");
    }

    @Override
    public void reset(Place from, Place to) {
        throw new UnsupportedOperationException("the loopback network cannot be cut");
    }

    @Override
    public void heal() {
        // Nothing is ever cut.
    }

    @Override
    public void close() {
        // Nothing was made.
    }
}
