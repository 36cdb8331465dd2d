package dev.vigil.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Settings.Problem;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.EngineSettings.Retention;
import dev.vigil.engine.dispatch.TriggerPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    /** On every node that does not say otherwise. */
    private static final String BUILT_IN = "rejected-input";

    @TempDir
    private Path folder;

    @Test
    void theBundledDefaultsAreThoseOfTheCode() throws Exception {
        var bundled = NodePlan.of(Configuration.of(ConfigFactory.empty())).settings();
        var code = NodePlan.of(
                        new Configuration(new dev.vigil.api.Settings("", java.util.Map.of()), ConfigFactory.empty()))
                .settings();
        assertThat(bundled).isEqualTo(code);
        assertThat(bundled.engine().journal().password()).isEmpty();
        assertThat(bundled.http())
                .isEqualTo(new HttpSettings(
                        "127.0.0.1",
                        8080,
                        1 << 20,
                        Duration.ofSeconds(10),
                        1024,
                        Duration.ofMillis(500),
                        CallerSettings.DEFAULT));
        assertThat(bundled.management()).isEqualTo(new ManagementSettings("127.0.0.1", 7626));
        assertThat(bundled.engine().slots()).isEqualTo(32);
        assertThat(bundled.engine().journal().url())
                .isEqualTo("jdbc:h2:file:" + Path.of("data/journal").toAbsolutePath());
    }

    @Test
    void everyKeyOfTheNodeIsMapped() throws Exception {
        Files.writeString(folder.resolve("secret"), "pass word\n");
        var plan = plan("""
                vigil {
                  data-folder = "%1$s/d", slots = 8, handler-tries = 5
                  http { host = "0.0.0.0", port = 1, body-limit = 2 KiB, body-timeout = 3s, connections = 4
                         overload-wait = 5s, allowed-origins = ["https://Ops.example", "http://b:1"], allowed-hosts = Vigil.example }
                  management { host = "127.0.0.2", port = 5 }
                  tracing { enabled = true, endpoint = "https://collector:4318/v1/traces", sample = 0.5, most-per-second = 9, service = plant }
                  journal { url = "jdbc:postgresql://h/d", user = u, password-file = "%1$s/secret", connections = 6,
                    retention { time = 3d, size = 5 GiB } }
                  limits { record = 70 KiB, publish = 80 KiB, outstanding-firings = 7, dead-letters = 8 }
                  dedupe { events = 8, time = 9m }
                  sensors.own { class = "dev.vigil.node.config.TestKinds$Counting" }
                  sensors.test-counting { limit = 3 }
                  sources.in { kind = test-echo, path = /in }
                  triggers.out {
                    kind = test-silent, url = x, concurrency = 2, rate = 3, timeout = 4s
                    retry { attempts = 5, first = 6ms, most = 7s, jitter = 0.5 }
                    breaker { failures = 3, open-for = 8s }
                  }
                }
                pekko.loglevel = DEBUG
                """.formatted(folder));
        var settings = plan.settings();
        assertThat(settings.dataFolder()).isEqualTo(folder.resolve("d"));
        assertThat(settings.http())
                .isEqualTo(new HttpSettings(
                        "0.0.0.0",
                        1,
                        2048,
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(5),
                        new CallerSettings(Set.of("https://ops.example", "http://b:1"), Set.of("vigil.example"))));
        assertThat(settings.management()).isEqualTo(new ManagementSettings("127.0.0.2", 5));
        assertThat(settings.tracing())
                .isEqualTo(new TracingSettings(true, URI.create("https://collector:4318/v1/traces"), 0.5, 9, "plant"));
        var engine = settings.engine();
        assertThat(engine.slots()).isEqualTo(8);
        assertThat(engine.handlerTries()).isEqualTo(5);
        assertThat(engine.journal().url()).isEqualTo("jdbc:postgresql://h/d");
        assertThat(engine.journal().user()).isEqualTo("u");
        assertThat(engine.journal().password()).isEqualTo("pass word");
        assertThat(engine.journal().connections()).isEqualTo(6);
        assertThat(engine.limits().recordBytes()).isEqualTo(70 << 10);
        assertThat(engine.limits().publishBytes()).isEqualTo(80 << 10);
        assertThat(engine.limits().outstandingFirings()).isEqualTo(7);
        assertThat(engine.limits().deadLetters()).isEqualTo(8);
        assertThat(engine.retention())
                .isEqualTo(new Retention(Optional.of(Duration.ofDays(3)), OptionalLong.of(5L << 30)));
        assertThat(engine.dedupe().events()).isEqualTo(8);
        assertThat(engine.dedupe().time()).isEqualTo(Duration.ofMinutes(9));
        assertThat(plan.components().sensors()).containsOnlyKeys("own", "test-counting", BUILT_IN);
        assertThat(plan.components().sources()).containsOnlyKeys("in");
        var policy =
                Objects.requireNonNull(plan.components().triggers().get("out")).policy();
        assertThat(policy.concurrency()).isEqualTo(2);
        assertThat(policy.perSecond()).isEqualTo(OptionalInt.of(3));
        assertThat(policy.timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(policy.retry().attempts()).isEqualTo(5);
        assertThat(policy.retry().first()).isEqualTo(Duration.ofMillis(6));
        assertThat(policy.retry().most()).isEqualTo(Duration.ofSeconds(7));
        assertThat(policy.retry().jitter()).isEqualTo(0.5);
        assertThat(policy.breaker()).hasValue(new TriggerPolicy.Breaker(3, Duration.ofSeconds(8)));
        assertThat(plan.pekko().getString("pekko.loglevel")).isEqualTo("DEBUG");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            'http.prot = 80'                    | vigil.http.prot                | unknown key  | port
            'colour = red'                      | vigil.colour                   | unknown key  | http
            'http = 8080'                       | vigil.http                     | 8080         | a section {...}
            'http.port = many'                  | vigil.http.port                | "many"       | from 0 to 65535
            'http.port = 70000'                 | vigil.http.port                | 70000        | from 0 to 65535
            'http.body-limit = 1'               | vigil.http.body-limit          | 1            | a size from 1024
            'http.body-limit = large'           | vigil.http.body-limit          | "large"      | a size such as
            'http.body-timeout = 1ms'           | vigil.http.body-timeout        | "1ms"        | from 100ms to 600s
            'http.connections = 0'              | vigil.http.connections         | 0            | from 1
            'http.allowed-origins = ops.example' | vigil.http.allowed-origins    | "ops.example" | "https://ops.example"
            'http.allowed-origins = ["https://a/"]' | vigil.http.allowed-origins | [https://a/] | a list of origins
            'http.allowed-hosts = "a:8080"'     | vigil.http.allowed-hosts       | "a:8080"     | names without ports
            'management.port = -1'              | vigil.management.port          | -1           | from 0 to 65535
            'management.user = x'               | vigil.management.user          | unknown key  | host, port
            'tracing.enabled = perhaps'         | vigil.tracing.enabled          | "perhaps"    | true or false
            'tracing.endpoint = collector'      | vigil.tracing.endpoint         | "collector"  | a URI such as
            'tracing.endpoint = "ftp://c/v1"'   | vigil.tracing.endpoint         | "ftp://c/v1" | http
            'tracing.sample = 2'                | vigil.tracing.sample           | 2            | a share from 0 to 1
            'tracing.most-per-second = 0'       | vigil.tracing.most-per-second  | 0            | a whole number from 1 to 1000000
            'tracing.sample = some'             | vigil.tracing.sample           | "some"       | a share from 0 to 1
            'tracing.service = " "'             | vigil.tracing.service          | " "          | a name
            'tracing.sampling = 1'              | vigil.tracing.sampling         | unknown key  | sample
            'slots = 0'                         | vigil.slots                    | 0            | from 1 to 1024
            'slots = [1]'                       | vigil.slots                    | [1]          | a whole number
            'handler-tries = 0'                 | vigil.handler-tries            | 0            | from 1
            'data-folder = ""'                  | vigil.data-folder              | ""           | a folder
            'extensions = /no/such/folder'      | vigil.extensions               | "/no/such    | a folder with jars
            'journal.url = "jdbc:mysql://h/d"'  | vigil.journal.url              | "jdbc:mysql  | jdbc:postgresql://
            'journal.connections = 0'           | vigil.journal.connections      | 0            | from 1
            'journal.password-file = /no/file'  | vigil.journal.password-file    | "/no/file"   | a file
            'limits.record = 1'                 | vigil.limits.record            | 1            | a size from
            'limits.publish = 100 KiB'          | vigil.limits.publish           | "100 KiB"    | limits.record
            'limits.outstanding-firings = 0'    | vigil.limits.outstanding-firings | 0          | from 1
            'cluster.join = ring'               | vigil.cluster.join             | "ring"       | one of alone, seeds
            'cluster.join = kubernetes'         | vigil.journal.url              | nothing      | share one journal
            'cluster.roles = [king]'            | vigil.cluster.roles            | [king]       | source, slot
            'cluster.downing.stable-after = 0s' | vigil.cluster.downing.stable-after | "0s"     | from 1s
            'cluster.bootstrap.contact-points = 0' | vigil.cluster.bootstrap.contact-points | 0    | from 1
            'journal.retention.time = 59s'      | vigil.journal.retention.time   | "59s"        | a time span from 60s to 876000h
            'journal.retention.size = 31 MiB'   | vigil.journal.retention.size   | "31 MiB"     | a size of at least 1 MiB for each of the 32 slots
            'journal.retention.age = 7d'        | vigil.journal.retention.age    | unknown key  | one of size, time
            'dedupe.time = 8d'                  | vigil.dedupe.time              | "8d"         | a time span from 0s to 168h
            'dedupe.events = 0'                 | vigil.dedupe.events            | 0            | from 1
            'sensors.x { kind = nope }'         | vigil.sensors.x.kind           | "nope"       | test-counting
            'sensors.nope { limit = 1 }'        | vigil.sensors.nope.kind        | nothing      | there is no kind "nope"
            'sensors.x { class = com.acme.No }' | vigil.sensors.x.class          | "com.acme.No" | that extends dev.vigil.api.Sensor
            'sensors.x { class = java.lang.String }' | vigil.sensors.x.class     | "java.lang.String" | that extends
            'sensors.x { class = "dev.vigil.node.config.TestKinds$Mute" }' | vigil.sensors.x | {class= | subscribes to nothing
            'sensors.x { class = "dev.vigil.node.config.TestKinds$Alarming" }' | vigil.triggers.pager | nothing | since sensor x fires it
            'sensors.x { kind = test-counting, start = yesterday }' | vigil.sensors.x.start | "yesterday" | earliest, latest or a time
            'sensors.x { kind = test-counting, start = "+1000000000-12-31T23:59:59Z" }' | vigil.sensors.x.start | "+1 | earliest, latest or a time
            'sensors.x { kind = test-counting, limit = 0 }' | vigil.sensors.x.limit | 0         | from 1 to 100
            'sources.x { kind = test-once, path = /x }' | vigil.sources.x.kind | "test-once" | without HTTP routes, since it runs on one node
            'sensors.test-throwing {}'          | vigil.sensors.test-throwing    | {}           | not today
            'sensors.test-counting = 3'         | vigil.sensors.test-counting    | 3            | a section
            'sensors."a b" { kind = test-counting }' | vigil.sensors.a b         | {kind=       | a name of letters
            'sources.x { kind = nope, path = /x }' | vigil.sources.x.kind        | "nope"       | test-echo
            'sources.test-echo { pth = /x }'    | vigil.sources.test-echo.pth    | unknown key  | kind, path
            'triggers.x { kind = nope }'        | vigil.triggers.x.kind          | "nope"       | test-silent
            'triggers.test-silent.concurrency = 0' | vigil.triggers.test-silent.concurrency | 0 | from 1
            'triggers.test-silent.rate = 0'     | vigil.triggers.test-silent.rate | 0           | from 1
            'triggers.test-silent.timeout = 0s' | vigil.triggers.test-silent.timeout | "0s"     | from 1ms
            'triggers.test-silent.breaker.failures = -1' | vigil.triggers.test-silent.breaker.failures | -1 | from 0
            'triggers.test-silent.breaker.open-for = 0s' | vigil.triggers.test-silent.breaker.open-for | "0s" | from
            'triggers.test-silent.retry.jitter = 2' | vigil.triggers.test-silent.retry.jitter | 2 | from 0 to 1
            'triggers.test-silent.retry { first = 9s, most = 1s }' | vigil.triggers.test-silent.retry.most | "1s" | not below
            'triggers.test-silent.retry.attempts = none' | vigil.triggers.test-silent.retry.attempts | "none" | from 1
            'triggers.test-silent.retry.twice = 1' | vigil.triggers.test-silent.retry.twice | unknown key | attempts, first
            """)
    void whatIsWrongIsToldWithItsPathItsValueAndWhatWasExpected(String text, String path, String value, String expected)
            throws IOException {
        var problems = problems("vigil { " + text + " }");
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().path()).isEqualTo(path);
        assertThat(problems.getFirst().value()).startsWith(value);
        assertThat(problems.getFirst().expected()).contains(expected);
    }

    @Test
    void aSensorBeginsWhereItIsConfiguredToOrWhereItSaysItself() throws Exception {
        var sensors = plan("""
                vigil.sensors {
                  own { kind = test-counting }
                  first { kind = test-counting, start = earliest }
                  last { class = "dev.vigil.node.config.TestKinds$Counting", start = latest }
                  then { kind = test-counting, start = "2026-01-31T12:00:00.5Z" }
                }""").components().sensors();
        var starts = new java.util.TreeMap<String, StartPosition>();
        sensors.forEach((name, sensor) -> starts.put(name, sensor.subscription().start()));
        assertThat(starts)
                .containsEntry("own", new TestKinds.Counting().subscription().start())
                .containsEntry("first", StartPosition.earliest())
                .containsEntry("last", StartPosition.latest())
                .containsEntry("then", StartPosition.at(Instant.parse("2026-01-31T12:00:00.500Z")));
    }

    @Test
    void everythingWrongIsToldAtOnce() throws IOException {
        assertThat(problems("vigil { slots = 0, http { port = x, prot = 1 }, sensors.x { kind = nope, a = 1 } }"))
                .extracting(Problem::path)
                .containsExactly("vigil.http.port", "vigil.http.prot", "vigil.sensors.x.kind", "vigil.slots");
    }

    @Test
    void aTopLevelKeyThatIsNotOursIsUnknown() throws IOException {
        assertThat(problems("vigl { slots = 3 }")).extracting(Problem::path).containsExactly("vigl");
        assertThat(problems("pekko = 3")).extracting(Problem::path).containsExactly("pekko");
    }

    @Test
    void aSyntaxErrorNamesItsLine() throws IOException {
        var problems = problems("vigil {\n  slots = 3\n  http { port = ]\n}");
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().path()).endsWith("vigil.conf line 3");
    }

    @Test
    void aSubstitutionThatLeadsNowhereIsToldWithItsLine() throws IOException {
        var problems = problems("vigil {\n  slots = ${NO_SUCH_VARIABLE_OF_VIGIL}\n}");
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().path()).endsWith("vigil.conf line 2");
        assertThat(problems.getFirst().value()).contains("NO_SUCH_VARIABLE_OF_VIGIL");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        var wrong = catchThrowableOfType(
                ConfigurationException.class,
                () -> Configuration.load(Optional.of(folder.resolve("none.conf")), List.of()));
        assertThat(wrong.problems()).extracting(Problem::path).containsExactly("--config");
    }

    @Test
    void twoSensorsOfOneNameAreTold() throws IOException {
        var problems = problems("""
                vigil.sensors {
                  hot { class = "dev.vigil.node.config.TestKinds$Counting" }
                  cold { kind = test-counting }
                }
                vigil.sensors.hot { limit = 3 }
                """);
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().path()).isEqualTo("vigil.sensors.hot");
        assertThat(problems.getFirst().value()).isEqualTo("defined in line 2 and again in line 5");
    }

    @Test
    void overridesGoOverTheFileAndTheLaterOverTheEarlier() throws Exception {
        var file = Files.writeString(folder.resolve("vigil.conf"), "vigil.slots = 3, vigil.http.port = 3");
        var plan = NodePlan.of(Configuration.load(
                Optional.of(file),
                List.of(
                        "vigil.slots=4",
                        "vigil.slots = 5",
                        "vigil.journal.url=jdbc:postgresql://h:1/d?a=b",
                        "vigil.sensors={ x { kind = test-counting } }")));
        assertThat(plan.settings().engine().slots()).isEqualTo(5);
        assertThat(plan.settings().http().port()).isEqualTo(3);
        assertThat(plan.settings().engine().journal().url()).isEqualTo("jdbc:postgresql://h:1/d?a=b");
        assertThat(plan.components().sensors()).containsOnlyKeys("x", BUILT_IN);
    }

    @ParameterizedTest
    @CsvSource({"novalue", "=3", "vigil..slots=3", "'vigil.sensors={ x'"})
    void anOverrideThatIsNoneIsTold(String override) {
        var wrong = catchThrowableOfType(
                ConfigurationException.class, () -> Configuration.load(Optional.empty(), List.of(override)));
        assertThat(wrong.problems()).hasSize(1);
        assertThat(wrong.problems().getFirst().path()).startsWith("--set");
    }

    @Test
    void aNullTakesAwayWhatTheFileDefines() throws Exception {
        var file = Files.writeString(folder.resolve("vigil.conf"), "vigil.sensors.x { kind = test-counting }");
        var plan = NodePlan.of(Configuration.load(Optional.of(file), List.of("vigil.sensors.x=null")));
        assertThat(plan.components().sensors()).containsOnlyKeys(BUILT_IN);
        var none = NodePlan.of(Configuration.load(
                Optional.of(file), List.of("vigil.sensors.x=null", "vigil.sensors." + BUILT_IN + "=null")));
        assertThat(none.components().sensors()).isEmpty();
    }

    @Test
    void aFileReplacesWhatRunsWithoutOne() throws Exception {
        assertThat(Configuration.load(Optional.empty(), List.of())
                        .settings()
                        .section("vigil")
                        .section("sensors")
                        .keys())
                .containsExactlyInAnyOrder("readings", BUILT_IN);
        assertThat(plan("").components().sensors()).containsOnlyKeys(BUILT_IN);
    }

    @Test
    void thePasswordIsNeverShown() throws Exception {
        var journal = plan("vigil.journal.password = hush").settings().engine().journal();
        assertThat(journal.password()).isEqualTo("hush");
        assertThat(journal.toString()).doesNotContain("hush");
    }

    private NodePlan plan(String text) throws IOException, ConfigurationException {
        var file = Files.writeString(folder.resolve("vigil.conf"), text);
        return NodePlan.of(Configuration.load(Optional.of(file), List.of()));
    }

    private List<Problem> problems(String text) throws IOException {
        var file = Files.writeString(folder.resolve("vigil.conf"), text);
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> NodePlan.of(Configuration.load(Optional.of(file), List.of())))
                .problems();
    }
}
