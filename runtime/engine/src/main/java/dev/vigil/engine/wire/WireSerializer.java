package dev.vigil.engine.wire;

import com.google.protobuf.UnsafeByteOperations;
import dev.vigil.engine.cluster.WireMessage;
import dev.vigil.engine.event.MalformedBlockException;
import java.io.IOException;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Every message between nodes as bytes, and back.
 *
 * <p>Threading: safe to share. Failure: what cannot be read is a {@link NotSerializableException} that says why; Pekko logs
 * it and drops the message, and its sender, who waits for an answer, sends it again or gives up.
 */
public final class WireSerializer extends SerializerWithStringManifest {
    /** On the wire with every message; never to be changed. */
    static final int IDENTIFIER = 840_103;

    private final Refs refs;

    /** Made by Pekko, by its configuration. */
    public WireSerializer(ExtendedActorSystem system) {
        this.refs = new Refs(system);
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return Manifest.of((WireMessage) message).text();
    }

    @Override
    public byte[] toBinary(Object message) {
        return new MessageWriter(refs).write((WireMessage) message).toByteArray();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        var kind = Manifest.read(manifest);
        // Nobody writes to the array any more: blocks of events stay where they are in it.
        var in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        in.enableAliasing(true);
        try {
            return new MessageReader(refs).read(kind, in);
        } catch (IOException | MalformedBlockException | IllegalArgumentException e) {
            var unreadable = new NotSerializableException("a message '" + manifest + "' of " + bytes.length
                    + " bytes from another node cannot be read: " + e.getMessage());
            unreadable.initCause(e);
            throw unreadable;
        }
    }
}
