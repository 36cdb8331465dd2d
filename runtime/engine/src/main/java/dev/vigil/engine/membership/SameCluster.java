package dev.vigil.engine.membership;

import com.typesafe.config.Config;
import dev.vigil.engine.slot.RecordVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets a node join only a cluster of its own name and number of slots, whose records it can read and which can read its own.
 * Asked on both sides: by the member that is joined, and by the node with what that member has answered. Where the two
 * differ, the node refuses itself and ends, with the reason in its own log; the member refuses only what cannot do so.
 */
public final class SameCluster extends JoinConfigCompatChecker {
    private static final Logger LOG = LoggerFactory.getLogger(SameCluster.class);
    private static final String NAME = "vigil.same-cluster.name";
    private static final String SLOTS = "vigil.same-cluster.slots";
    private static final String READS_FROM = "vigil.same-cluster.reads-records-from";
    private static final String READS_TO = "vigil.same-cluster.reads-records-to";
    private static final String WRITES = "vigil.same-cluster.writes-records";

    /** Seen by the node that joins and by no member, see {@code engine.conf}: by this it is known who asks. */
    private static final String JOINS = "vigil.same-cluster.joins";

    private static final List<String> KEYS = List.of(NAME, SLOTS, READS_FROM, READS_TO, WRITES);

    /** Called by reflection, see {@code engine.conf}. */
    public SameCluster() {}

    @Override
    public Seq<String> requiredKeys() {
        return CollectionConverters.asScala(KEYS).toSeq();
    }

    @Override
    public ConfigValidation check(Config other, Config own) {
        var reasons = differences(other, own);
        if (reasons.isEmpty()) {
            return Valid.getInstance();
        }
        if (!own.hasPath(JOINS) && KEYS.stream().allMatch(other::hasPath)) {
            // A member's no would reach the node without its reason. So it is given what it needs to see for itself.
            LOG.warn("a node may not join, which it will find out itself reasons={}", reasons);
            return Valid.getInstance();
        }
        return new Invalid(CollectionConverters.asScala(reasons).toSeq());
    }

    /** Why the two cannot be members of one cluster; nothing where they can. */
    static List<String> differences(Config other, Config own) {
        var reasons = new ArrayList<String>();
        for (var key : KEYS) {
            if (!other.hasPath(key)) {
                return List.of("it does not say its " + key);
            }
        }
        if (!other.getString(NAME).equals(own.getString(NAME))) {
            reasons.add(
                    "vigil.cluster.name is " + other.getString(NAME) + " there and " + own.getString(NAME) + " here");
        }
        if (other.getInt(SLOTS) != own.getInt(SLOTS)) {
            reasons.add("vigil.slots is " + other.getInt(SLOTS) + " there and " + own.getInt(SLOTS) + " here");
        }
        if (!reads(other, own) || !reads(own, other)) {
            reasons.add("one cannot read the other's records: " + records(other) + " there, " + records(own)
                    + " here; upgrade one release at a time");
        }
        return reasons;
    }

    private static boolean reads(Config reader, Config writer) {
        int version = writer.getInt(WRITES);
        return version >= reader.getInt(READS_FROM) && version <= reader.getInt(READS_TO);
    }

    private static String records(Config config) {
        return "writes version " + config.getInt(WRITES) + " and reads " + config.getInt(READS_FROM) + " to "
                + config.getInt(READS_TO);
    }

    /** What a node says of itself. */
    static Map<String, Object> of(String name, int slots) {
        return Map.of(
                JOINS,
                true,
                NAME,
                name,
                SLOTS,
                slots,
                READS_FROM,
                RecordVersion.OLDEST,
                READS_TO,
                RecordVersion.NEWEST,
                WRITES,
                RecordVersion.WRITTEN);
    }
}
