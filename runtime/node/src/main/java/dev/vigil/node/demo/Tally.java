package dev.vigil.node.demo;

/** What became of all that was sent. */
final class Tally {
    private int accepted;
    private int duplicates;

    void add(Reply reply) {
        accepted += reply.accepted();
        duplicates += reply.duplicates();
    }

    int accepted() {
        return accepted;
    }

    int duplicates() {
        return duplicates;
    }
}
