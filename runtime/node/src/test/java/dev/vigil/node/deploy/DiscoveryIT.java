package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pekko-discovery-kubernetes-api makes of the shipped configuration, against an API that the test serves. */
class DiscoveryIT {
    private static final String PODS = "/api/v1/namespaces/vigil/pods?labelSelector=app.kubernetes.io/name%3Dvigil";

    @TempDir
    private Path account;

    @Test
    void itListsThePodsOfItsNamespaceByLabelAndFindsThoseThatRun() throws Exception {
        var pods = "{\"kind\":\"PodList\",\"items\":["
                + pod("vigil-0", "Running", "\"podIP\":\"10.1.0.10\",", "")
                + "," + pod("vigil-1", "Running", "\"podIP\":\"10.1.0.11\",", "")
                + "," + pod("vigil-2", "Pending", "", "")
                + ","
                + pod(
                        "vigil-3",
                        "Running",
                        "\"podIP\":\"10.1.0.13\",",
                        ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"")
                + "]}";
        try (var api = PodsApi.start(account, "a-token", 200, pods)) {
            assertThat(probe(api, "a-token")).containsExactlyInAnyOrder("found 10.1.0.10:7626", "found 10.1.0.11:7626");
            // The one verb that the Role has to give: a GET of the collection is `list`.
            assertThat(api.requests()).containsExactly("GET " + PODS);
        }
    }

    @Test
    void withoutTheRightToListPodsTheErrorNamesIt() throws Exception {
        var forbidden = "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"Forbidden\",\"code\":403,"
                + "\"message\":\"pods is forbidden: User \\\"system:serviceaccount:vigil:vigil\\\" cannot list resource"
                + " \\\"pods\\\" in API group \\\"\\\" in the namespace \\\"vigil\\\"\"}";
        try (var api = PodsApi.start(account, "a-token", 403, forbidden)) {
            assertThat(probe(api, "a-token"))
                    .singleElement()
                    .asString()
                    .contains("KubernetesApiException", "Forbidden", "RBAC");
        }
    }

    @Test
    void aTokenThatIsRefusedIsAnotherError() throws Exception {
        try (var api = PodsApi.start(account, "a-token", 200, "{\"items\":[]}")) {
            assertThat(probe(api, "an-old-token"))
                    .singleElement()
                    .asString()
                    .contains("KubernetesApiException", "401")
                    .doesNotContain("RBAC");
        }
    }

    private static String pod(String name, String phase, String address, String metadata) {
        return """
                {"metadata":{"name":"%s"%s},
                 "spec":{"containers":[{"name":"vigil","ports":[{"name":"http","containerPort":8080},
                   {"name":"remoting","containerPort":7625},{"name":"management","containerPort":7626}]}]},
                 "status":{%s"phase":"%s","containerStatuses":[{"name":"vigil","state":{"running":{}}}]}}
                """.formatted(name, metadata, address, phase);
    }

    private List<String> probe(PodsApi api, String token) throws IOException, InterruptedException {
        Files.writeString(account.resolve("token"), token);
        assertThat(api.authority()).isEqualTo(account.resolve("ca.crt"));
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DiscoveryProbe.class.getName(),
                account.toString(),
                account.resolve("work").toString());
        var output = account.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        builder.environment().put("KUBERNETES_SERVICE_PORT", String.valueOf(api.port()));
        builder.environment().put("POD_IP", "10.1.0.10");
        builder.environment().put("POD_NAMESPACE", "vigil");
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text.lines()
                .filter(line -> line.startsWith("found ") || line.startsWith("failed "))
                .toList();
    }
}
