package dev.vigil.node.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The part of a Kubernetes API that discovery asks: a TLS server of an authority of its own that answers one thing. */
final class PodsApi implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final Path authority;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private PodsApi(HttpsServer server, Path authority) {
        this.server = server;
        this.authority = authority;
    }

    /** Starts one that answers every request with that status and body, to whoever has that token; others get 401. */
    static PodsApi start(Path folder, String token, int status, String body)
            throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve("api.p12");
        var authority = folder.resolve("ca.crt");
        keytool(
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=kubernetes",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "api",
                "-file",
                authority.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        var api = new PodsApi(server, authority);
        server.createContext("/", exchange -> api.answer(exchange, token, status, body));
        server.start();
        return api;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Path authority() {
        return authority;
    }

    /** What was asked, each as method and URI. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange, String token, int status, String body) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            var isKnown =
                    ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            var bytes = (isKnown ? body : "{\"kind\":\"Status\",\"code\":401}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isKnown ? status : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
