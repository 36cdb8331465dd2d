package dev.vigil.triggers.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Says where a trigger may connect to: to addresses that are everybody's, and to what is allowed beside them. An IPv6
 * address that leads to an IPv4 address is judged as that one. An address of a metadata service is allowed only by a
 * range of that one address, so that nobody allows it unawares.
 *
 * @param allowed ranges that may be connected to whatever they are
 */
public record AddressGuard(List<AddressRange> allowed) {
    /** Copies the list. */
    public AddressGuard {
        allowed = List.copyOf(allowed);
    }

    /** Why that address is refused; empty if it may be connected to. */
    public Optional<String> refusal(InetAddress address) {
        var target = EmbeddedAddress.of(address);
        boolean isMetadata = SpecialAddresses.isMetadata(target);
        boolean isAllowed = allowed.stream()
                .filter(range -> !isMetadata || range.isSingle())
                .anyMatch(range -> range.contains(target) || range.contains(address));
        return isAllowed
                ? Optional.empty()
                : SpecialAddresses.nameOf(target)
                        .map(name -> "address " + address.getHostAddress() + " is " + name + " and not allowed");
    }

    /**
     * Lets an address pass.
     *
     * @throws RefusedAddressException if it may not be connected to
     */
    void check(InetAddress address) throws RefusedAddressException {
        var refusal = refusal(address);
        if (refusal.isPresent()) {
            throw new RefusedAddressException(refusal.get());
        }
    }
}
