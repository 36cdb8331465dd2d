package dev.vigil.triggers.guard;

import java.net.UnknownHostException;

/** An address that may not be connected to. Nothing was sent there. */
@SuppressWarnings("serial") // never leaves the process
public final class RefusedAddressException extends UnknownHostException {
    RefusedAddressException(String message) {
        super(message);
    }

    /** Which address, and what it is. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
