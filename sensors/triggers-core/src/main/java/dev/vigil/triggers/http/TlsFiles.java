package dev.vigil.triggers.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where the client's certificate and the authorities it trusts are, in PEM.
 *
 * @param identity what it shows; empty for nothing
 * @param authority whose certificates it trusts; empty for those that the JDK trusts
 */
record TlsFiles(Optional<Identity> identity, Optional<Path> authority) {
    private static final char[] NO_PASSWORD = {};

    /**
     * Who the client is.
     *
     * @param certificate its certificate, and those between it and its authority
     * @param privateKey its key
     */
    record Identity(Path certificate, Path privateKey) {}

    /**
     * What was read.
     *
     * @param home makes connections that show the certificate
     * @param elsewhere makes connections that show none
     * @param trust decides whom both trust
     */
    record Tls(SSLSocketFactory home, SSLSocketFactory elsewhere, X509TrustManager trust) {}

    /** What changes when a file is replaced; a link that leads elsewhere is a file that is replaced. */
    record Stamp(Optional<Object> file, FileTime modified, long bytes) {
        private static final Stamp ABSENT = new Stamp(Optional.empty(), FileTime.fromMillis(0), -1);

        private static Stamp of(Path path) {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(
                        Optional.ofNullable(attributes.fileKey()), attributes.lastModifiedTime(), attributes.size());
            } catch (IOException e) {
                return ABSENT;
            }
        }
    }

    /** Equal as long as no file has changed. */
    List<Stamp> stamps() {
        var own = identity.stream().flatMap(files -> Stream.of(files.certificate(), files.privateKey()));
        return Stream.concat(own, authority.stream()).map(Stamp::of).toList();
    }

    /** Reads them all; fails if one cannot be read, or the key does not belong to the certificate. */
    Tls read() throws IOException, GeneralSecurityException {
        var trust = trust();
        var keys = identity.isPresent() ? keys(identity.get()) : null;
        return new Tls(sockets(keys, trust), sockets(null, trust), trust);
    }

    private static SSLSocketFactory sockets(KeyManager @Nullable [] keys, TrustManager trust)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {trust}, null);
        return context.getSocketFactory();
    }

    private static KeyManager[] keys(Identity files) throws IOException, GeneralSecurityException {
        var chain = Pem.certificates(files.certificate());
        var key = Pem.privateKey(files.privateKey());
        Pem.requirePair(chain.getFirst(), key);
        var store = store();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private X509TrustManager trust() throws IOException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authority.isPresent() ? trusted(authority.get()) : null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("nobody checks certificates here"));
    }

    private static KeyStore trusted(Path file) throws IOException, GeneralSecurityException {
        var store = store();
        for (var certificate : Pem.certificates(file)) {
            store.setCertificateEntry(Objects.toString(store.size()), certificate);
        }
        return store;
    }

    private static KeyStore store() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
