package dev.vigil.engine.ownership;

import dev.vigil.engine.ownership.OwnerLife.Action;
import dev.vigil.engine.ownership.OwnerLife.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Owners of one source on several nodes, of which more than one may believe to be the owner, over a row in a database and a
 * bus that recognises what it has. Everything that is under way ends in any order, or fails.
 */
final class OwnerWorld {
    private final SplittableRandom random;
    private final boolean isFenced;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Long> bus = new TreeSet<>();
    private long epoch;
    private long position;
    private long most;
    private long deaths;

    /** What is under way on a node; in each state but the last there must be something. */
    private enum Pending {
        PAUSE,
        READ,
        RAISE,
        START,
        CLOSE
    }

    private final class Node {
        private OwnerLife life = OwnerLife.PAUSING;
        private final List<Pending> pending = new ArrayList<>(List.of(Pending.PAUSE));
        private long seenEpoch;
        private long ownEpoch;
        private boolean isOpen;
        private boolean isCut;
        private boolean isDead;
        private long at;

        private void tell(Signal signal) {
            var from = life;
            var step = from.on(signal).orElseThrow(() -> new AssertionError(signal + " while " + from));
            life = step.next();
            act(step.action());
            if (life == OwnerLife.STOPPED) {
                check(pending.isEmpty() && !isOpen, "nothing is left when an owner has ended");
            } else {
                check(!pending.isEmpty() || isOpen, "something is under way in " + life);
            }
        }

        private void act(Action action) {
            switch (action) {
                case NONE, END -> {}
                case PAUSE -> pending.add(Pending.PAUSE);
                case TAKE -> pending.add(Pending.READ);
                case START -> {
                    check(!isOpen, "a source is started when none runs");
                    isOpen = true;
                    isCut = false;
                    isDead = false;
                    pending.add(Pending.START);
                }
                case CLOSE -> {
                    check(isOpen && !pending.contains(Pending.CLOSE), "a source that runs is closed, and once");
                    isCut = true;
                    pending.add(Pending.CLOSE);
                }
            }
        }

        private void advance(Pending what) {
            switch (what) {
                case PAUSE -> {
                    pending.remove(what);
                    if (life == OwnerLife.PAUSING) {
                        tell(Signal.RETRY);
                    }
                }
                case READ -> {
                    pending.remove(what);
                    seenEpoch = epoch;
                    pending.add(Pending.RAISE);
                }
                case RAISE -> raise();
                case START -> {
                    pending.remove(what);
                    boolean works = random.nextInt(3) > 0;
                    isOpen = works;
                    if (works) {
                        tell(Signal.STARTED);
                    } else {
                        pending.remove(Pending.CLOSE);
                        tell(Signal.FAILED);
                    }
                }
                case CLOSE -> close();
            }
        }

        private void raise() {
            boolean isFirst = epoch == seenEpoch && random.nextInt(5) > 0;
            pending.remove(Pending.RAISE);
            if (isFirst) {
                epoch++;
                ownEpoch = epoch;
                at = position;
            }
            tell(isFirst ? Signal.TAKEN : Signal.NOT_TAKEN);
        }

        private void close() {
            if (!pending.contains(Pending.START)) {
                pending.remove(Pending.CLOSE);
                isOpen = false;
                tell(Signal.CLOSED);
            }
        }

        /** Publishes the next number, and saves that it did. */
        private void work() {
            if (isOpen && !isCut) {
                at++;
                bus.add(at);
                if (random.nextBoolean()) {
                    save();
                }
            }
        }

        /** The source says that it has failed; it may have been told to close already. */
        private void die() {
            if (isOpen && !isDead && !pending.contains(Pending.START)) {
                isDead = true;
                deaths++;
                tell(Signal.DIED);
            }
        }

        private void save() {
            if (!isFenced || epoch == ownEpoch) {
                check(at >= position, "a position never goes back");
                check(bus.size() >= at, "all that is before a position is on the bus");
                position = at;
                most = Math.max(most, at);
            } else {
                isCut = true;
                tell(Signal.REPLACED);
            }
        }

        private boolean isActive() {
            return isOpen && !isCut && ownEpoch == epoch;
        }
    }

    OwnerWorld(long seed, int nodes, boolean isFenced) {
        this.random = new SplittableRandom(seed);
        this.isFenced = isFenced;
        for (int i = 0; i < nodes; i++) {
            this.nodes.add(new Node());
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Lets so many things happen. */
    void live(int steps) {
        for (int i = 0; i < steps; i++) {
            var node = nodes.get(random.nextInt(nodes.size()));
            if (random.nextInt(40) == 0) {
                stop(node);
            } else if (random.nextInt(20) == 0) {
                node.die();
            } else if (node.pending.isEmpty() || random.nextBoolean()) {
                node.work();
            } else {
                node.advance(node.pending.get(random.nextInt(node.pending.size())));
            }
            check(nodes.stream().filter(Node::isActive).count() <= 1, "one owner may save");
        }
    }

    /** A stopped owner is followed by a new one on that node, as a slot that moves to and fro. */
    private void stop(Node node) {
        if (node.life == OwnerLife.STOPPED) {
            nodes.set(nodes.indexOf(node), new Node());
            return;
        }
        if (node.life == OwnerLife.PAUSING) {
            node.pending.remove(Pending.PAUSE);
        }
        node.tell(Signal.STOP);
    }

    /** Ends all in any order; each must come to its end by itself. */
    void end() {
        nodes.stream().filter(node -> node.life != OwnerLife.STOPPED).forEach(this::stop);
        for (int i = 0; i < 1_000 && nodes.stream().anyMatch(node -> node.life != OwnerLife.STOPPED); i++) {
            var open = nodes.stream()
                    .filter(node -> node.life != OwnerLife.STOPPED)
                    .toList();
            var node = open.get(random.nextInt(open.size()));
            node.advance(node.pending.get(random.nextInt(node.pending.size())));
        }
        check(nodes.stream().allMatch(node -> node.life == OwnerLife.STOPPED), "every owner comes to its end");
    }

    /** How often a source failed after its start. */
    long deaths() {
        return deaths;
    }

    /** How many numbers are known to be on the bus. */
    long saved() {
        return most;
    }
}
