package dev.vigil.triggers.guard;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits.
 *
 * @param first the lowest of them
 * @param bits how many bits they share
 */
public record AddressRange(InetAddress first, int bits) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    /** A range such as {@code 10.0.0.0/8}, or one address; empty if it is none, or if its other bits are not 0. */
    public static Optional<AddressRange> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            var first = InetAddress.ofLiteral(form.group(1));
            int all = first.getAddress().length * Byte.SIZE;
            int bits = form.group(2) == null ? all : Integer.parseInt(form.group(2));
            return bits <= all && isZeroAfter(first.getAddress(), bits)
                    ? Optional.of(new AddressRange(first, bits))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A range that is known to be one. */
    static AddressRange of(String text) {
        return parse(text).orElseThrow();
    }

    /** Whether that address is one of these. */
    public boolean contains(InetAddress address) {
        var own = first.getAddress();
        var other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (bit(own, bit) != bit(other, bit)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one address. */
    boolean isSingle() {
        return bits == first.getAddress().length * Byte.SIZE;
    }

    private static boolean isZeroAfter(byte[] address, int bits) {
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            if (bit(address, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] address, int index) {
        return address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
