package dev.vigil.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cluster as one node sees it.
 *
 * @param node the address of the node that was asked
 * @param members all that belong to it or are joining or leaving, by address
 * @param slots every slot, in order
 * @param sources those that run on one node, by name; then those that run on every node, as the node that was asked runs them
 * @param lags how far each sensor is behind, of the slots that have answered
 */
public record ClusterView(String node, List<Member> members, List<Slot> slots, List<Source> sources, List<Lag> lags) {
    /** What a slot or a source is said to do that has not answered in time. */
    public static final String SILENT = "no answer";

    /** Copies the lists. */
    public ClusterView {
        members = List.copyOf(members);
        slots = List.copyOf(slots);
        sources = List.copyOf(sources);
        lags = List.copyOf(lags);
    }

    /**
     * One node.
     *
     * @param address {@code HOST:PORT} of remoting
     * @param roles what it does
     * @param version its release; {@code unknown} where it does not tell
     * @param status where it is between joining and removed
     * @param reachable whether its heartbeats arrive
     */
    public record Member(String address, List<String> roles, String version, String status, boolean reachable) {
        /** Copies the roles. */
        public Member {
            roles = List.copyOf(roles);
        }
    }

    /**
     * One slot.
     *
     * @param slot its number
     * @param node the address of the node it lives on, as it says itself; empty where it has not answered
     * @param running whether it takes events
     * @param condition what it does, in one word, and what is wrong where something is
     * @param log what is kept of its partition's log; empty where it is not running or has not answered
     */
    public record Slot(int slot, Optional<String> node, boolean running, String condition, Optional<Log> log) {}

    /**
     * What is kept of a partition's log.
     *
     * @param firstOffset the oldest event that is kept; where there is none, the next one's
     * @param endOffset the offset that the next event will get
     * @param records how many journal records are kept
     * @param bytes how many bytes those have
     * @param oldest when the oldest event that is kept was accepted; empty where there is none
     */
    public record Log(long firstOffset, long endOffset, long records, long bytes, Optional<Instant> oldest) {}

    /**
     * A source.
     *
     * @param source its configured name
     * @param everyNode whether it runs on every node, not on one at a time
     * @param node the address of the node that owns it, as that says itself, or that was asked; empty where it has not answered
     * @param running whether it was started and goes on
     * @param condition what its owner does, in one word, and what is wrong where something is
     * @param epoch how often it was taken over so far; 0 where that is not known, or where it runs on every node
     */
    public record Source(
            String source, boolean everyNode, Optional<String> node, boolean running, String condition, long epoch) {}

    /**
     * A sensor that may be behind.
     *
     * @param sensor its configured name
     * @param events how many events of the log are still on their way to it
     */
    public record Lag(String sensor, long events) {}

    /** The same, with these sources too. */
    public ClusterView with(List<Source> more) {
        return new ClusterView(
                node,
                members,
                slots,
                Stream.concat(sources.stream(), more.stream()).toList(),
                lags);
    }

    /** The slots that do not take events at present. */
    public List<Integer> notRunning() {
        return slots.stream().filter(slot -> !slot.running()).map(Slot::slot).toList();
    }
}
