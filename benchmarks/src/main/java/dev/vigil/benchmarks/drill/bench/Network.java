package dev.vigil.benchmarks.drill.bench;

/** The network between the processes of a drill. For one thread. */
public sealed interface Network extends AutoCloseable permits LoopbackNetwork, NamespaceNetwork {
    /** Where the driver can be reached by the nodes. */
    String driverHost();

    /** The place of that number, from 2 to 99; made where it is not there yet. */
    Place place(int number);

    /** Whether {@link #drop} and {@link #reset} can be used. */
    boolean canCut();

    /** From now on, what the one sends to the other is lost without a word. */
    void drop(Place from, Place to);

    /** From now on, what the one sends to the other is answered with a TCP reset. */
    void reset(Place from, Place to);

    /** Ends all of {@link #drop} and {@link #reset}. */
    void heal();

    @Override
    void close();
}
