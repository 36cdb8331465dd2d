package dev.vigil.engine.wire;

import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.cluster.SourceRequest;
import dev.vigil.engine.cluster.WireMessage;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of messages, and what each is called on the wire. Names stay; versions only rise. */
enum Manifest {
    PUBLISH("publish", 1),
    PUBLISHED("published", 1),
    NOT_PUBLISHED("not-published", 1),
    DELIVER("deliver", 1),
    DELIVERY_REPLY("delivery-reply", 1),
    DELIVER_PUBLICATIONS("deliver-publications", 1),
    PUBLICATIONS_REPLY("publications-reply", 1),
    GET_INSTANCE("get-instance", 1),
    INSTANCE("instance", 1),
    INSTANCE_TOO_LARGE("instance-too-large", 1),
    GET_KEYS("get-keys", 1),
    KEYS("keys", 1),
    GET_DEAD_LETTERS("get-dead-letters", 1),
    DEAD_LETTERS("dead-letters", 1),
    GET_DEAD_LETTER("get-dead-letter", 1),
    FOUND_DEAD_LETTER("found-dead-letter", 1),
    RULE("rule", 1),
    RULED("ruled", 1),
    GET_PLACE("get-place", 1),
    PLACE("place", 1),
    GET_FATES("get-fates", 1),
    FATES("fates", 1),
    GET_RANKS("get-ranks", 1),
    RANKS("ranks", 1),
    GET_REPLAY("get-replay", 1),
    REPLAY("replay", 1),
    GET_SUMMARY("get-summary", 1),
    SUMMARY("summary", 1),
    GET_LOG_PLACE("get-log-place", 1),
    LOG_PLACE("log-place", 1),
    WAKE("wake", 1),
    STOP("stop", 1),
    GET_CONDITION("get-condition", 1),
    CONDITION("condition", 1),
    PROBE("probe", 1),
    PROBED("probed", 1),
    WAKE_SOURCE("wake-source", 1),
    GET_SOURCE_CONDITION("get-source-condition", 1),
    SOURCE_CONDITION("source-condition", 1);

    private static final Pattern TEXT = Pattern.compile("([a-z-]+):([1-9][0-9]{0,8})");
    private static final Map<String, Manifest> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.name, Function.identity()));

    private final String name;
    private final int version;
    private final String text;

    Manifest(String name, int version) {
        this.name = name;
        this.version = version;
        this.text = name + ":" + version;
    }

    /** As it is written: the name and the version under which this release writes. */
    String text() {
        return text;
    }

    static Manifest of(WireMessage message) {
        return switch (message) {
            case SlotRequest.Publish _ -> PUBLISH;
            case SlotRequest.Published _ -> PUBLISHED;
            case SlotRequest.NotPublished _ -> NOT_PUBLISHED;
            case SlotRequest.Deliver _ -> DELIVER;
            case SlotRequest.DeliveryReply _ -> DELIVERY_REPLY;
            case SlotRequest.DeliverPublications _ -> DELIVER_PUBLICATIONS;
            case SlotRequest.PublicationsReply _ -> PUBLICATIONS_REPLY;
            case SlotRequest.GetInstance _ -> GET_INSTANCE;
            case SlotRequest.Instance _ -> INSTANCE;
            case SlotRequest.InstanceTooLarge _ -> INSTANCE_TOO_LARGE;
            case SlotRequest.GetKeys _ -> GET_KEYS;
            case SlotRequest.Keys _ -> KEYS;
            case SlotRequest.GetDeadLetters _ -> GET_DEAD_LETTERS;
            case SlotRequest.DeadLetters _ -> DEAD_LETTERS;
            case SlotRequest.GetDeadLetter _ -> GET_DEAD_LETTER;
            case SlotRequest.FoundDeadLetter _ -> FOUND_DEAD_LETTER;
            case SlotRequest.Rule _ -> RULE;
            case SlotRequest.Ruled _ -> RULED;
            case SlotRequest.GetPlace _ -> GET_PLACE;
            case SlotRequest.Place _ -> PLACE;
            case SlotRequest.GetFates _ -> GET_FATES;
            case SlotRequest.Fates _ -> FATES;
            case SlotRequest.GetRanks _ -> GET_RANKS;
            case SlotRequest.Ranks _ -> RANKS;
            case SlotRequest.GetReplay _ -> GET_REPLAY;
            case SlotRequest.Replay _ -> REPLAY;
            case SlotRequest.GetSummary _ -> GET_SUMMARY;
            case SlotRequest.Summary _ -> SUMMARY;
            case SlotRequest.GetLogPlace _ -> GET_LOG_PLACE;
            case SlotRequest.LogPlace _ -> LOG_PLACE;
            case SlotRequest.Wake _ -> WAKE;
            case SlotRequest.Stop _ -> STOP;
            case SlotRequest.GetCondition _ -> GET_CONDITION;
            case SlotRequest.Condition _ -> CONDITION;
            case SlotRequest.Probe _ -> PROBE;
            case SlotRequest.Probed _ -> PROBED;
            case SourceRequest.Wake _ -> WAKE_SOURCE;
            case SourceRequest.GetCondition _ -> GET_SOURCE_CONDITION;
            case SourceRequest.Condition _ -> SOURCE_CONDITION;
        };
    }

    /**
     * The kind of a message that some release has written.
     *
     * @throws NotSerializableException if this release cannot read it
     */
    static Manifest read(String written) throws NotSerializableException {
        var parts = TEXT.matcher(written);
        var kind = parts.matches() ? BY_NAME.get(parts.group(1)) : null;
        if (kind == null) {
            throw new NotSerializableException(
                    "a message '" + written + "' came from another node; this release knows no such kind");
        }
        if (Integer.parseInt(parts.group(2)) > kind.version) {
            throw new NotSerializableException("a message '" + written
                    + "' came from another node; this release reads '" + kind.name + "' up to version " + kind.version);
        }
        return kind;
    }
}
