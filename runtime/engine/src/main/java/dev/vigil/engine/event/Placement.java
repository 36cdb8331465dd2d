package dev.vigil.engine.event;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.vigil.api.Event;
import java.nio.charset.StandardCharsets;

/**
 * Where keys live. The hash is XXH3, whose values are fixed by its specification: a journal depends on them.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxHash specification</a>
 */
public final class Placement {
    /** The extension attribute that names an event's partition key. */
    public static final String PARTITION_KEY = "partitionkey";

    static final Hasher128 HASH_128 = Hashing.xxh3_128();

    private Placement() {}

    /** The partition key of an event: its partitionkey extension, else its subject, else its source and type. */
    public static String partitionKey(Event event) {
        return event.extension(PARTITION_KEY).or(event::subject).orElseGet(() -> event.source() + " " + event.type());
    }

    /** The slot of that many to which a key belongs. */
    public static int slotOf(String key, int slots) {
        long hash = Hashing.xxh3_64().hashBytesToLong(key.getBytes(StandardCharsets.UTF_8));
        return (int) Long.remainderUnsigned(hash, slots);
    }
}
