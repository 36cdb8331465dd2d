package dev.vigil.engine.wire;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** References to actors as text that means the same on every node. Thread-safe. */
final class Refs {
    private final ExtendedActorSystem system;

    Refs(ExtendedActorSystem system) {
        this.system = system;
    }

    String write(ActorRef<?> ref) {
        return resolver().toSerializationFormat(ref);
    }

    <T> ActorRef<T> read(String ref) {
        if (ref.isEmpty()) {
            throw new IllegalArgumentException("it does not say whom to answer");
        }
        return resolver().resolveActorRef(ref);
    }

    /** Not kept: serializers are made while the system itself is still being made. */
    private ActorRefResolver resolver() {
        return ActorRefResolver.get(Adapter.toTyped(system));
    }
}
