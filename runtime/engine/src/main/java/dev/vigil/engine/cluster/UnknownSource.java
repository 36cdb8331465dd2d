package dev.vigil.engine.cluster;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a source that other nodes have in their configuration and this one has not, as while a new configuration is
 * rolled out. It says so; the source moves when this node is restarted with the configuration of the others.
 */
final class UnknownSource {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownSource.class);

    private UnknownSource() {}

    static Behavior<SourceCommand> create(String name, String node) {
        return Behaviors.setup(_ -> {
            LOG.error("source lives on a node that has it not in its configuration source={} node={}", name, node);
            var condition = new SourceRequest.Condition(
                    name, node, false, "it is not in the configuration of the node it lives on", 0);
            return Behaviors.receiveMessage(command -> switch (command) {
                case SourceRequest.GetCondition(var replyTo) -> {
                    replyTo.tell(condition);
                    yield Behaviors.same();
                }
                case SourceSignal.Stop _ -> Behaviors.stopped();
                case SourceRequest _, SourceSignal _ -> Behaviors.same();
            });
        });
    }
}
