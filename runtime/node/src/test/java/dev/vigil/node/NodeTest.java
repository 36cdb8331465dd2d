package dev.vigil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.SourceContext;
import dev.vigil.engine.Health;
import dev.vigil.node.config.Components;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.NodePlan;
import dev.vigil.node.config.TestKinds;
import dev.vigil.node.http.Refusals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    @TempDir
    private Path folder;

    private final MemoryEngine engine = new MemoryEngine(Map.of());
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @Test
    void aNodeServesWhatIsConfiguredAndStopsInOrder() throws Exception {
        var source = new TestKinds.EchoSource("/in");
        var empty = plan("");
        var components = new Components(Map.of("in", () -> source), Map.of(), Map.of(), Map.of());
        var plan = new NodePlan(empty.settings(), components, empty.pekko());
        var node = Node.start(plan, new MemoryEngineFactory(engine), InstantSource.system());
        try {
            assertThat(get(node.management().getPort(), "/alive").statusCode()).isEqualTo(200);
            assertThat(get(node.management().getPort(), "/ready").body()).isEqualTo("{\"ready\":true,\"missing\":[]}");
            assertThat(get(node.http().getPort(), "/sensors").statusCode()).isEqualTo(200);
            assertThat(post(node.http().getPort(), "/in", "refuse").statusCode())
                    .isEqualTo(401);
            var metrics = get(node.management().getPort(), "/metrics");
            assertThat(metrics.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(metrics.body())
                    .contains("vigil_refused_total{reason=\"signature\",source=\"in\"} 1.0")
                    .contains("jvm_memory_used_bytes");
        } finally {
            node.close();
        }
        assertThat(source.closed()).isTrue();
        assertThat(engine.closed()).isTrue();
        assertThat(node.whenStopped().toCompletableFuture()).isDone();
        try (var free = new ServerSocket(node.http().getPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void aSourceThatRunsOnOneNodeIsGivenToTheEngineAndMadeAnewForEachStart() throws Exception {
        var plan = plan("sources { in { kind = test-echo, path = /in }, once { kind = test-once } }");
        assertThat(plan.components().sources()).containsOnlyKeys("in");
        assertThat(plan.components().ownedSources()).containsOnlyKeys("once");
        try (var node = Node.start(plan, new MemoryEngineFactory(engine), InstantSource.system())) {
            assertThat(node.engine()).isSameAs(engine);
            assertThat(engine.owned()).containsOnlyKeys("once");
            assertThat(engine.log()).singleElement().satisfies(event -> {
                assertThat(event.source()).isEqualTo("/once/once");
                assertThat(event.id()).isEqualTo("1");
            });
            var maker = plan.components().ownedSources().values().iterator().next();
            assertThat(maker.get()).isNotSameAs(maker.get());
        }
    }

    @Test
    void aSourceOfEveryNodeIsMadeAnewForEachStartButNotForItsFirst() throws Exception {
        var maker = Objects.requireNonNull(plan("sources.in { kind = test-echo, path = /in }")
                .components()
                .sources()
                .get("in"));
        var first = maker.get();
        assertThat(first).isInstanceOf(TestKinds.EchoSource.class).isNotSameAs(maker.get());
        assertThat(maker.get().routes().getFirst().path()).isEqualTo("/in");
    }

    @Test
    void aSourceThatCannotBeStartedHasClosedWhatItHadOpened() {
        var source = new TestKinds.EchoSource("/x") {
            @Override
            public void start(SourceContext given) {
                throw new IllegalStateException("the port is taken");
            }
        };
        var owned = OwnedSources.of(
                Map.of("x", () -> source),
                InstantSource.system(),
                new Refusals(new SimpleMeterRegistry()),
                new SimpleMeterRegistry());
        var start = Objects.requireNonNull(owned.get("x"));
        assertThatIllegalStateException()
                .isThrownBy(() -> start.start(engine.publisher(), MemoryEngine.position(), MemoryEngine.report()))
                .withMessage("the port is taken");
        assertThat(source.closed()).isTrue();
    }

    @Test
    void aNodeThatIsNotReadySaysWhatIsMissingAndStaysAlive() throws Exception {
        var node = Node.start(plan(""), new MemoryEngineFactory(engine), InstantSource.system());
        try {
            engine.health(new Health(
                    false,
                    false,
                    true,
                    List.of(new Health.Slot(0, true, "running"), new Health.Slot(7, false, "recovering"))));
            var ready = get(node.management().getPort(), "/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .contains("cluster: ", "journal: ", "slot 7: recovering")
                    .doesNotContain("slot 0");
            assertThat(get(node.management().getPort(), "/alive").statusCode()).isEqualTo(200);
        } finally {
            node.close();
        }
    }

    @Test
    void aPortThatIsTakenEndsTheStartInOneLineAndLeavesNothingRunning() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var http = refused("http.port = " + taken.getLocalPort());
            assertThat(http).hasMessageStartingWith("vigil.http.port: " + taken.getLocalPort() + "; expected a port");
            assertThat(engine.closed()).isTrue();
            var management = refused("management.port = " + taken.getLocalPort());
            assertThat(management)
                    .hasMessageStartingWith("vigil.management.port: " + taken.getLocalPort() + "; expected a port");
        }
    }

    @Test
    void whatTheEngineSaysWhenItCannotStartIsPassedOn() throws Exception {
        assertThat(refused("slots = 13")).hasMessage("the folder is in use by process 4711");
    }

    @Test
    void aDataFolderThatCannotBeMadeIsTold() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThat(refused("data-folder = \"" + file + "/d\"")).hasMessageContaining("vigil.data-folder");
    }

    @Test
    void twoSourcesOfOnePathAndPathsOfTheNodeAreRefused() throws Exception {
        assertThat(refused("sources { a { kind = test-echo, path = /x }, b { kind = test-echo, path = /x } }"))
                .hasMessage("source b: the path /x is taken by a");
        assertThat(refused("sources.a { kind = test-echo, path = /events }"))
                .hasMessage("source a: the path /events is taken by events");
        assertThat(refused("sources.a { kind = test-echo, path = /sensors/x }"))
                .hasMessageContaining("is one of the node's own");
    }

    @Test
    void closingTwiceIsNoFault() throws Exception {
        var node = Node.start(plan(""), new MemoryEngineFactory(engine), InstantSource.system());
        node.close();
        assertThatCode(node::close).doesNotThrowAnyException();
    }

    private StartException refused(String text) throws Exception {
        var plan = plan(text);
        return catchThrowableOfType(
                StartException.class,
                () -> Node.start(plan, new MemoryEngineFactory(engine), InstantSource.system())
                        .close());
    }

    private NodePlan plan(String text) throws Exception {
        return NodePlan.of(Configuration.of(ConfigFactory.parseString("vigil { " + text + " }")
                .withFallback(ConfigFactory.parseMap(Map.of(
                        "vigil.http.port", 0,
                        "vigil.management.port", 0,
                        "vigil.data-folder", folder.resolve("data").toString())))));
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(port, path, HttpRequest.newBuilder().GET());
    }

    private HttpResponse<String> post(int port, String path, String body) throws IOException, InterruptedException {
        return send(port, path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(int port, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
