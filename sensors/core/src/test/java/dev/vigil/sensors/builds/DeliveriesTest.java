package dev.vigil.sensors.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.api.Event;
import dev.vigil.sensors.Feed;
import dev.vigil.sensors.builds.Build.Status;
import dev.vigil.testkit.SensorTestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whole feeds. What is expected of them was worked out by hand, not by this sensor. */
class DeliveriesTest {
    private static SensorTestKit<BuildBreaks.State> seen(List<Event> deliveries) {
        return SensorTestKit.of(new BuildBreaks("alarm", "recovered")).send(deliveries.toArray(Event[]::new));
    }

    private static Map<String, Build> builds(SensorTestKit<BuildBreaks.State> kit) {
        var all = new TreeMap<String, Build>();
        for (var repository : kit.keys()) {
            kit.state(repository)
                    .orElseThrow()
                    .builds()
                    .forEach((name, build) -> all.put(repository + " " + name, build));
        }
        return all;
    }

    @Test
    void ofTheRealDeliveriesOneTellsOfABuild() throws IOException {
        assumeTrue(Files.exists(Feed.EXAMPLES), "the real deliveries are not on this machine");
        var deliveries = Feed.deliveries(Feed.EXAMPLES);
        assertThat(deliveries).hasSize(329);
        var kit = seen(deliveries);
        assertThat(kit.firings()).isEmpty();
        assertThat(kit.rejections()).isEmpty();
        var builds = builds(kit);
        assertThat(builds).containsOnlyKeys("octo-org/octo-repo workflow_run/test");
        assertThat(builds.values()).singleElement().satisfies(build -> {
            assertThat(build.status()).isEqualTo(Status.GREEN);
            assertThat(build.order().number()).isEqualTo(163);
            assertThat(build.commit()).isEqualTo("3484a3fb816e0859fd6e1cea078d76385ff50625");
        });
    }

    @Test
    void theDemosDayFiresWhatItsStoryTells() throws IOException {
        var kit = seen(Feed.deliveries(Feed.DEMO_GITHUB));
        assertThat(kit.rejections()).isEmpty();
        assertThat(kit.firings())
                .extracting(fired -> {
                    var notice = fired.payload(Notice.class);
                    return String.join(" ", fired.trigger(), notice.repository(), notice.name(), notice.conclusion());
                })
                .containsExactly(
                        "alarm harbour/lighthouse CI failure",
                        "alarm harbour/tide-tables CI failure",
                        "recovered harbour/tide-tables CI success",
                        "recovered harbour/lighthouse CI success",
                        "alarm harbour/manifest-parser lint failure",
                        "recovered harbour/manifest-parser lint success",
                        "alarm harbour/crane-control Build startup_failure",
                        "recovered harbour/crane-control Build success",
                        "alarm harbour/tide-tables container-scan timed_out",
                        "alarm harbour/pilot-app CI failure",
                        "alarm harbour/lighthouse Docs failure",
                        "recovered harbour/lighthouse Docs success");
    }

    @Test
    void theDemosDayEndsWithTwoBrokenBuilds() throws IOException {
        var status = new TreeMap<String, Status>();
        builds(seen(Feed.deliveries(Feed.DEMO_GITHUB))).forEach((name, build) -> status.put(name, build.status()));
        assertThat(status)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "harbour/crane-control workflow_run/Build", Status.GREEN,
                        "harbour/crane-control workflow_run/Nightly", Status.NEVER_GREEN,
                        "harbour/lighthouse check_run/lint", Status.GREEN,
                        "harbour/lighthouse workflow_run/CI", Status.GREEN,
                        "harbour/lighthouse workflow_run/Docs", Status.GREEN,
                        "harbour/manifest-parser check_run/lint", Status.GREEN,
                        "harbour/manifest-parser workflow_run/CI", Status.GREEN,
                        "harbour/pilot-app workflow_run/CI", Status.BROKEN,
                        "harbour/tide-tables check_run/container-scan", Status.BROKEN,
                        "harbour/tide-tables workflow_run/CI", Status.GREEN));
    }

    @Test
    void theLatestRunDecidesInWhateverOrderTheyArrive() throws IOException {
        var deliveries = Feed.deliveries(Feed.DEMO_GITHUB);
        var expected = latest(deliveries);
        for (int seed = 0; seed < 50; seed++) {
            var shuffled = new ArrayList<>(deliveries);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(latest(shuffled)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** Of each build: which run is the latest, and whether it is green. */
    private static Map<String, String> latest(List<Event> deliveries) {
        var latest = new TreeMap<String, String>();
        builds(seen(deliveries))
                .forEach((name, build) -> latest.put(name, (build.status() == Status.GREEN) + " " + build.order()));
        return latest;
    }
}
