package dev.vigil.engine.journal;

import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Records as they are: the bytes are framed and compressed before they come here. */
public final class RecordSerializer extends SerializerWithStringManifest {
    /** On disk with every record; never to be changed. */
    static final int IDENTIFIER = 840_101;
    /** On disk with every record; never to be changed. */
    static final String MANIFEST = "record";

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object object) {
        return MANIFEST;
    }

    @Override
    public byte[] toBinary(Object object) {
        return ((JournalRecord) object).bytes();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        check(IDENTIFIER, manifest);
        return new JournalRecord(bytes);
    }

    /**
     * Makes sure that a row is a record.
     *
     * @throws CorruptJournalException if it is something else
     */
    static void check(int identifier, String manifest) {
        if (identifier != IDENTIFIER || !manifest.equals(MANIFEST)) {
            throw new CorruptJournalException(
                    "a row of the journal is no record but has serializer " + identifier + ", manifest " + manifest);
        }
    }
}
