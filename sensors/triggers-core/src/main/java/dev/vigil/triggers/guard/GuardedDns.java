package dev.vigil.triggers.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Looks names up and lets through only the addresses that may be connected to; the client connects to these and asks no
 * second time.
 *
 * <p>Threading: blocks while it asks.
 *
 * @param guard what may be connected to
 * @param names where names are looked up
 */
public record GuardedDns(AddressGuard guard, Dns names) implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        var found = names.lookup(host);
        var open = found.stream()
                .filter(address -> guard.refusal(address).isEmpty())
                .toList();
        if (open.isEmpty() && !found.isEmpty()) {
            guard.check(found.getFirst());
        }
        return open;
    }
}
