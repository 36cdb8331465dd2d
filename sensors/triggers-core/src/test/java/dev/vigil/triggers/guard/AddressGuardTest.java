package dev.vigil.triggers.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final AddressGuard STRICT = new AddressGuard(List.of());

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.1, of a carrier's network",
        "100.127.255.255, of a carrier's network",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "169.254.0.1, link-local",
        "169.254.169.254, a metadata service's",
        "169.254.170.2, a metadata service's",
        "168.63.129.16, a metadata service's",
        "100.100.100.200, a metadata service's",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.0.1, private",
        "198.19.0.1, for benchmarks",
        "203.0.113.9, for documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "::, unspecified",
        "::1, loopback",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "fc00::1, private",
        "fdff::1, private",
        "fd00:ec2::254, a metadata service's",
        "ff02::1, multicast",
        "2001:0:1234::1, reserved",
        "2001:db8::1, for documentation",
        "64:ff9b:1::1, reserved",
        "100::1, reserved",
        "4000::1, reserved",
    })
    void whatIsNotEverybodysIsRefused(String address, String name) {
        assertThat(STRICT.refusal(InetAddress.ofLiteral(address)))
                .hasValueSatisfying(why -> assertThat(why).contains(" is " + name + " and not allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888",
                "2002:0101:0101::1",
                "64:ff9b::1.1.1.1"
            })
    void whatIsEverybodysPasses(String address) {
        assertThat(STRICT.refusal(InetAddress.ofLiteral(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "100.64.0.1", "172.20.0.1"})
    void noSpellingInIpv6HidesAnAddress(String address) throws UnknownHostException {
        var v4 = InetAddress.ofLiteral(address).getAddress();
        for (var form : forms(v4)) {
            assertThat(STRICT.refusal(form)).as(form.getHostAddress()).isPresent();
            assertThat(new AddressGuard(List.of(AddressRange.of(address))).refusal(form))
                    .as("allowed as what it leads to: " + form.getHostAddress())
                    .isEmpty();
        }
    }

    @Test
    void onlyWhatIsAllowedPasses() {
        var guard = new AddressGuard(List.of(AddressRange.of("10.2.0.0/15"), AddressRange.of("fd12::/16")));
        for (var open : List.of("10.2.0.0", "10.3.255.255", "fd12::1", "::ffff:10.2.0.1")) {
            assertThat(guard.refusal(InetAddress.ofLiteral(open))).as(open).isEmpty();
        }
        for (var shut : List.of("10.1.255.255", "10.4.0.0", "127.0.0.1", "fd13::1", "::1")) {
            assertThat(guard.refusal(InetAddress.ofLiteral(shut))).as(shut).isPresent();
        }
    }

    @Test
    void aMetadataServiceIsAllowedOnlyByItsOwnAddress() {
        var address = InetAddress.ofLiteral("169.254.169.254");
        for (var range : List.of("169.254.0.0/16", "0.0.0.0/0", "169.254.169.254/31")) {
            assertThat(new AddressGuard(List.of(AddressRange.of(range))).refusal(address))
                    .as(range)
                    .isPresent();
        }
        assertThat(new AddressGuard(List.of(AddressRange.of("169.254.169.254"))).refusal(address))
                .isEmpty();
    }

    /** Against the JDK's own idea of an address, on random ones of every kind. */
    @Test
    void whatTheJdkKnowsToBeLocalIsNeverLetThrough() throws UnknownHostException {
        var random = new Random(7);
        for (int round = 0; round < 100_000; round++) {
            var bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                Arrays.fill(bytes, 0, random.nextInt(bytes.length), (byte) 0);
            }
            bytes[0] = random.nextBoolean()
                    ? bytes[0]
                    : (byte) List.of(10, 127, 0xfe, 0xff, 0)
                            .get(random.nextInt(5))
                            .intValue();
            var address = InetAddress.getByAddress(bytes);
            boolean isLocal = address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress();
            if (isLocal) {
                assertThat(STRICT.refusal(address)).as(address.getHostAddress()).isPresent();
            }
        }
    }

    /** IPv4-mapped, -compatible, -translated, NAT64 and 6to4. */
    private static List<InetAddress> forms(byte[] v4) throws UnknownHostException {
        var mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(v4, 0, mapped, 12, 4);
        var translated = new byte[16];
        translated[8] = -1;
        translated[9] = -1;
        System.arraycopy(v4, 0, translated, 12, 4);
        var compatible = new byte[16];
        System.arraycopy(v4, 0, compatible, 12, 4);
        var nat64 = InetAddress.ofLiteral("64:ff9b::").getAddress();
        System.arraycopy(v4, 0, nat64, 12, 4);
        var sixToFour = InetAddress.ofLiteral("2002::1").getAddress();
        System.arraycopy(v4, 0, sixToFour, 2, 4);
        var all = List.of(
                Inet6Address.getByAddress("mapped", mapped, 0),
                Inet6Address.getByAddress("translated", translated, 0),
                Inet6Address.getByAddress("compatible", compatible, 0),
                Inet6Address.getByAddress("nat64", nat64, 0),
                Inet6Address.getByAddress("6to4", sixToFour, 0));
        return List.copyOf(all);
    }
}
