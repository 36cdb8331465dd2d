package dev.vigil.testkit.cluster;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Some of the messages between nodes.
 *
 * @param kind of the message itself, without the envelopes of sharding and of actor selections
 * @param from the address of the node that sends it
 * @param to the address of the node that it is sent to
 * @param most how many of them, from the first on
 */
public record Traffic(Predicate<Object> kind, Predicate<String> from, Predicate<String> to, int most) {
    /** All messages of that class, between any two nodes. */
    public static Traffic of(Class<?> type) {
        return new Traffic(type::isInstance, _ -> true, _ -> true, Integer.MAX_VALUE);
    }

    /** All messages between any two nodes. */
    public static Traffic all() {
        return of(Object.class);
    }

    /** All messages whose class has a name that ends so: for classes that cannot be named here, as many of Pekko's. */
    public static Traffic named(String end) {
        return new Traffic(
                message -> message.getClass().getName().endsWith(end), _ -> true, _ -> true, Integer.MAX_VALUE);
    }

    /** Those of them that this node sends. */
    public Traffic from(LocalNode node) {
        return from(node.address());
    }

    /** Those of them that the node of that address sends. */
    public Traffic from(String address) {
        return new Traffic(kind, address::equals, to, most);
    }

    /** Those of them that are sent to this node. */
    public Traffic to(LocalNode node) {
        return to(node.address());
    }

    /** Those of them that are sent to the node of that address. */
    public Traffic to(String address) {
        return new Traffic(kind, from, address::equals, most);
    }

    /** Those of them to which that happens, which is asked for each. */
    public Traffic where(BooleanSupplier chance) {
        return new Traffic(message -> kind.test(message) && chance.getAsBoolean(), from, to, most);
    }

    /** The next few of them. */
    public Traffic next(int count) {
        return new Traffic(kind, from, to, count);
    }

    boolean includes(String sender, String receiver, Object message) {
        return from.test(sender) && to.test(receiver) && kind.test(message);
    }
}
