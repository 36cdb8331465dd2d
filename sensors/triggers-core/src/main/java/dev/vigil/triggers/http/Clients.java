package dev.vigil.triggers.http;

import dev.vigil.triggers.guard.AddressGuard;
import dev.vigil.triggers.guard.GuardedDns;
import dev.vigil.triggers.guard.GuardedSockets;
import java.io.IOException;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP clients of one trigger, made anew when its TLS files have changed. Files that cannot be used change nothing:
 * what was read before stays in use, and a line of the log says so.
 *
 * <p>Threading: safe to share; {@link #current} reads files.
 */
final class Clients {
    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final int MOST_IDLE = 32;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private final OkHttpClient plain;
    private final Optional<TlsFiles> files;
    private List<TlsFiles.Stamp> stamps = List.of();
    private @Nullable Pair pair;

    /**
     * Two clients that share their connections.
     *
     * @param home for the configured host: shows the client's certificate
     * @param elsewhere for where redirects lead: shows none
     */
    record Pair(OkHttpClient home, OkHttpClient elsewhere) {}

    Clients(AddressGuard guard, Dns names, Optional<TlsFiles> files, List<Protocol> protocols) {
        this.files = files;
        this.plain = HiddenStatus.in(new OkHttpClient.Builder())
                .dns(new GuardedDns(guard, names))
                .socketFactory(new GuardedSockets(guard))
                .proxy(Proxy.NO_PROXY)
                .protocols(protocols)
                .followRedirects(false)
                .followSslRedirects(false)
                // A request that may have arrived is not sent again within one attempt: the engine counts attempts.
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .connectionPool(new ConnectionPool(MOST_IDLE, LONGEST_IDLE.toSeconds(), TimeUnit.SECONDS))
                .build();
        current();
    }

    /** What the TLS files say now. */
    synchronized Pair current() {
        var known = pair;
        var now = files.map(TlsFiles::stamps).orElse(List.of());
        if (known == null || !now.equals(stamps)) {
            stamps = now;
            known = made(known);
            pair = known;
        }
        return known;
    }

    private Pair made(@Nullable Pair before) {
        if (files.isEmpty()) {
            return new Pair(plain, plain);
        }
        try {
            var tls = files.get().read();
            return new Pair(client(tls.home(), tls), client(tls.elsewhere(), tls));
        } catch (IOException | GeneralSecurityException e) {
            if (before == null) {
                throw new IllegalStateException("TLS files that could be read a moment ago", e);
            }
            LOG.warn("TLS files not usable, those read before stay in use, files={}", files.get(), e);
            return before;
        }
    }

    private OkHttpClient client(SSLSocketFactory sockets, TlsFiles.Tls tls) {
        return plain.newBuilder().sslSocketFactory(sockets, tls.trust()).build();
    }

    void close() {
        plain.dispatcher().cancelAll();
        plain.connectionPool().evictAll();
    }
}
