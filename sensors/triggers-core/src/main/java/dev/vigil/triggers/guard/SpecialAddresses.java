package dev.vigil.triggers.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The addresses that are not everybody's, after IANA's registries of special purposes. */
final class SpecialAddresses {
    private static final String DOCUMENTATION = "for documentation";
    private static final String RESERVED = "reserved";
    /** All that is routed between networks is in here. */
    private static final AddressRange GLOBAL_V6 = AddressRange.of("2000::/3");

    /** Where clouds tell a machine its own credentials. */
    private static final List<AddressRange> METADATA = List.of(
            AddressRange.of("169.254.169.254"),
            AddressRange.of("169.254.170.2"),
            AddressRange.of("169.254.170.23"),
            AddressRange.of("100.100.100.200"),
            AddressRange.of("168.63.129.16"),
            AddressRange.of("192.0.0.192"),
            AddressRange.of("fd00:ec2::254"),
            AddressRange.of("fd00:ec2::23"),
            AddressRange.of("fd20:ce::254"));

    /** Ranges and what they are; the first that fits counts. */
    private static final List<Special> SPECIAL = List.of(
            special("0.0.0.0/8", "unspecified"),
            special("10.0.0.0/8", "private"),
            special("100.64.0.0/10", "of a carrier's network"),
            special("127.0.0.0/8", "loopback"),
            special("169.254.0.0/16", "link-local"),
            special("172.16.0.0/12", "private"),
            special("192.0.0.0/24", RESERVED),
            special("192.0.2.0/24", DOCUMENTATION),
            special("192.88.99.0/24", RESERVED),
            special("192.168.0.0/16", "private"),
            special("198.18.0.0/15", "for benchmarks"),
            special("198.51.100.0/24", DOCUMENTATION),
            special("203.0.113.0/24", DOCUMENTATION),
            special("224.0.0.0/4", "multicast"),
            special("240.0.0.0/4", RESERVED),
            special("::", "unspecified"),
            special("::1", "loopback"),
            special("fc00::/7", "private"),
            special("fe80::/10", "link-local"),
            special("fec0::/10", "site-local"),
            special("ff00::/8", "multicast"),
            special("2001::/23", RESERVED),
            special("2001:db8::/32", DOCUMENTATION),
            special("3fff::/20", DOCUMENTATION));

    private record Special(AddressRange range, String name) {}

    private SpecialAddresses() {}

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(range -> range.contains(address));
    }

    /** What is special about an address; empty if it is everybody's. */
    static Optional<String> nameOf(InetAddress address) {
        if (isMetadata(address)) {
            return Optional.of("a metadata service's");
        }
        var known = SPECIAL.stream()
                .filter(special -> special.range().contains(address))
                .map(Special::name)
                .findFirst();
        boolean isStray = address instanceof Inet6Address && !GLOBAL_V6.contains(address);
        return known.isEmpty() && isStray ? Optional.of(RESERVED) : known;
    }

    private static Special special(String range, String name) {
        return new Special(AddressRange.of(range), name);
    }
}
