package dev.vigil.triggers.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Finds the IPv4 address that an IPv6 address leads to: through the system itself, a translator or a tunnel. */
final class EmbeddedAddress {
    private static final int LENGTH = 4;
    /** Unspecified and loopback look like IPv4-compatible addresses. */
    private static final AddressRange OWN_OF_V6 = AddressRange.of("::/127");

    /** IPv4-mapped, IPv4-compatible, IPv4-translated and NAT64 have it at their end, 6to4 behind its first two bytes. */
    private static final List<Form> FORMS = List.of(
            new Form(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 12),
            new Form(new byte[12], 12),
            new Form(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0}, 12),
            new Form(new byte[] {0, 0x64, -1, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 12),
            new Form(new byte[] {0x20, 0x02}, 2));

    private record Form(byte[] prefix, int at) {
        private boolean fits(byte[] address) {
            return address.length > LENGTH && Arrays.mismatch(prefix, address) == prefix.length;
        }
    }

    private EmbeddedAddress() {}

    /** The IPv4 address within; the address itself where there is none. */
    static InetAddress of(InetAddress address) {
        if (OWN_OF_V6.contains(address)) {
            return address;
        }
        var bytes = address.getAddress();
        return FORMS.stream()
                .filter(form -> form.fits(bytes))
                .findFirst()
                .map(form -> Arrays.copyOfRange(bytes, form.at(), form.at() + LENGTH))
                .map(EmbeddedAddress::of)
                .orElse(address);
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
