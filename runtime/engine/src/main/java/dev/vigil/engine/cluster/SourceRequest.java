package dev.vigil.engine.cluster;

import org.apache.pekko.actor.typed.ActorRef;

/** What the owner of a source is told from outside, by this node or another. */
public sealed interface SourceRequest extends SourceCommand, WireMessage {
    /** What an owner answers to whoever asked. */
    sealed interface Reply extends WireMessage {}

    /** Be awake. */
    record Wake() implements SourceRequest {}

    /** How is this source? Answered at once in every state. */
    record GetCondition(ActorRef<Condition> replyTo) implements SourceRequest {}

    /**
     * How a source is.
     *
     * @param source its configured name
     * @param node where its owner lives
     * @param running whether it was started and goes on
     * @param condition what its owner does, and what is wrong where something is
     * @param epoch how often it was taken over so far, as far as its owner knows
     */
    record Condition(String source, String node, boolean running, String condition, long epoch) implements Reply {}
}
