package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Trigger;
import dev.vigil.triggers.guard.AddressGuard;
import dev.vigil.triggers.guard.GuardedSockets;
import dev.vigil.triggers.guard.RefusedAddressException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, addresses and redirects that lead where a trigger must not go. */
@Timeout(60)
class GuardIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private TestServer server;

    @BeforeEach
    void serve() throws IOException {
        server = TestServer.plain();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNameThatLeadsToALoopbackAddressIsRefusedAndNothingIsSent() {
        assertThat(Attempts.fireOnce(Map.of("url", url("hook.example")), _ -> List.of(LOOPBACK)))
                .isEqualTo(new Trigger.Unsendable("address 127.0.0.1 is loopback and not allowed"));
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aNameThatLeadsToAnAllowedAddressIsCalled() {
        var values = Map.of("url", url("hook.example"), "allow", "127.0.0.0/8");
        assertThat(Attempts.fireOnce(values, _ -> List.of(LOOPBACK))).isEqualTo(new Trigger.Delivered());
        assertThat(server.seen.remove().headers()).containsEntry("Host", List.of("hook.example:" + server.port()));
    }

    @Test
    void ofSeveralAddressesOnlyTheAllowedOnesAreCalled() {
        var values = Map.of("url", url("hook.example"), "allow", "127.0.0.1");
        Dns names = _ -> List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("::1"), LOOPBACK);
        assertThat(Attempts.fireOnce(values, names)).isEqualTo(new Trigger.Delivered());
    }

    @Test
    void whereNobodyListensAtOneAddressTheNextIsCalled() {
        var values = Map.of("url", url("hook.example"), "allow", "127.0.0.0/8");
        Dns names = _ -> List.of(InetAddress.ofLiteral("127.0.0.2"), LOOPBACK);
        assertThat(Attempts.fireOnce(values, names)).isEqualTo(new Trigger.Delivered());
        assertThat(server.seen).hasSize(1);
    }

    /** Other spellings, which the client or the system may take for an address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0177.0.0.1",
                "127.1",
                "0x7f000001",
                "0x7f.1",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "localhost.",
                "0",
                "0.0.0.0",
                "[::]",
                "[::1]"
            })
    void noSpellingOfTheLoopbackAddressLeadsThere(String host) throws IOException {
        var target = "http://" + host + ":" + server.port() + "/inside";
        try (var open = TestServer.at("127.0.0.3")) {
            open.redirect(307, target);
            var url = "http://127.0.0.3:" + open.port() + "/";
            var values = Map.of("url", url, "allow", "127.0.0.3", "redirects", 1, "timeout", "5s");
            assertThat(Attempts.fireOnce(values)).isNotInstanceOf(Trigger.Delivered.class);
            assertThat(open.seen).hasSize(1);
        }
        assertThat(server.seen).isEmpty();
    }

    /** The first answer is harmless, every later one is not: what was judged is what is connected to. */
    @Test
    void aNameThatChangesBetweenLookupAndConnectionGainsNothing() {
        var asked = new AtomicInteger();
        Dns names = _ -> List.of(asked.getAndIncrement() == 0 ? InetAddress.ofLiteral("240.0.0.1") : LOOPBACK);
        var values = Map.of("url", url("hook.example"), "allow", "240.0.0.1", "timeout", "20s");
        try (var trigger = Attempts.trigger(values, names)) {
            assertThat(Attempts.fire(trigger)).isInstanceOf(Trigger.TryAgain.class);
            assertThat(asked).hasValue(1);
            assertThat(Attempts.fire(trigger)).isInstanceOf(Trigger.Unsendable.class);
        }
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aRedirectIsJudgedLikeTheFirstAddress() throws IOException {
        for (var target :
                List.of("http://[::1]:1/x", "http://127.0.0.2/x", "http://169.254.169.254/latest/meta-data/")) {
            server.redirect(307, target);
            var values = Map.of("url", url("127.0.0.1"), "allow", "127.0.0.1", "redirects", 3);
            assertThat(Attempts.fireOnce(values))
                    .as(target)
                    .isInstanceOfSatisfying(
                            Trigger.Unsendable.class,
                            refused -> assertThat(refused.cause())
                                    .startsWith("address ")
                                    .endsWith(" and not allowed"));
        }
        server.redirect(307, "http://inside.example/x");
        var values = Map.of("url", url("outside.example"), "allow", "127.0.0.1", "redirects", 3);
        Dns names = name -> List.of(name.startsWith("inside") ? InetAddress.ofLiteral("10.0.0.1") : LOOPBACK);
        assertThat(Attempts.fireOnce(values, names))
                .isEqualTo(new Trigger.Unsendable("address 10.0.0.1 is private and not allowed"));
    }

    @Test
    void aSocketOfTheGuardConnectsNowhereElseWhoeverAsks() throws IOException {
        var sockets = new GuardedSockets(new AddressGuard(List.of()));
        try (var socket = sockets.createSocket()) {
            Assertions.assertThatThrownBy(() -> socket.connect(new InetSocketAddress(LOOPBACK, server.port())))
                    .isInstanceOf(RefusedAddressException.class);
        }
        Assertions.assertThatThrownBy(() -> sockets.createSocket(LOOPBACK, server.port()))
                .isInstanceOf(RefusedAddressException.class);
        Assertions.assertThatThrownBy(() -> sockets.createSocket("localhost", server.port()))
                .isInstanceOf(RefusedAddressException.class);
    }

    private String url(String host) {
        return "http://" + host + ":" + server.port() + "/hook";
    }
}
