package dev.vigil.triggers.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/8", "0.0.0.0/0", "127.0.0.1", "127.0.0.1/32", "::/0", "fd00::/8", "::1", "::1/128"})
    void rangesAndAddressesAreRead(String text) {
        assertThat(AddressRange.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10",
                "10/8",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.1/8",
                "256.0.0.0",
                "localhost",
                "example.org/8",
                "::/129",
                "fd00::1/8",
                "[::1]",
                "fe80::1%eth0",
                "10.0.0.0/8 ",
                "0x7f.0.0.1"
            })
    void nothingElseIsRead(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void aRangeEndsWhereItsBitsEnd() {
        var range = AddressRange.of("172.16.0.0/12");
        assertThat(range.contains(InetAddress.ofLiteral("172.31.255.255"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("172.32.0.0"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("172.15.255.255"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("::172.16.0.1"))).isFalse();
    }
}
