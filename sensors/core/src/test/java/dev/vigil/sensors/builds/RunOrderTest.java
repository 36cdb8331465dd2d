package dev.vigil.sensors.builds;

import static dev.vigil.sensors.builds.RunFixture.check;
import static dev.vigil.sensors.builds.RunFixture.minute;
import static dev.vigil.sensors.builds.RunFixture.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that finish, or arrive, in another order than that in which they were started. */
class RunOrderTest {
    private static List<String> firedBy(RunFixture... runs) {
        var kit = SensorTestKit.of(new BuildBreaks("alarm", "recovered"));
        for (var run : runs) {
            kit.send(run.kind(), "ignored", run.payload());
        }
        return kit.firings().stream().map(Fired::trigger).toList();
    }

    @Test
    void anOlderRunThatFailsLateBreaksNothing() {
        var late = workflow(2, "failure").with("updated_at", minute(90).toString());
        assertThat(firedBy(workflow(1, "success"), workflow(3, "success"), late))
                .isEmpty();
    }

    @Test
    void anOlderRunThatSucceedsLateMendsNothing() {
        var late = workflow(2, "success").with("updated_at", minute(90).toString());
        assertThat(firedBy(workflow(1, "success"), workflow(3, "failure"), late))
                .containsExactly("alarm");
    }

    @Test
    void aSecondAttemptOfTheLatestRunCounts() {
        var again = workflow(2, "success").with("run_attempt", 2);
        assertThat(firedBy(workflow(1, "success"), workflow(2, "failure"), again))
                .containsExactly("alarm", "recovered");
    }

    @Test
    void theFirstAttemptThatArrivesAfterTheSecondIsOld() {
        var again = workflow(2, "success").with("run_attempt", 2);
        assertThat(firedBy(workflow(1, "success"), again, workflow(2, "failure")))
                .isEmpty();
    }

    @Test
    void aSecondAttemptOfAnOlderRunIsStillOld() {
        var again = workflow(2, "failure")
                .with("run_attempt", 2)
                .with("run_started_at", minute(50).toString())
                .with("updated_at", minute(51).toString());
        assertThat(firedBy(workflow(2, "success"), workflow(3, "success"), again))
                .isEmpty();
    }

    @Test
    void theSameRunTwiceIsOneRun() {
        assertThat(firedBy(workflow(1, "success"), workflow(2, "failure"), workflow(2, "failure")))
                .containsExactly("alarm");
    }

    @Test
    void aWorkflowWhoseFileWasRenamedCountsFromOneAgain() {
        var renamed = workflow(1, "failure")
                .with("workflow_id", 99)
                .with("run_started_at", minute(300).toString())
                .with("updated_at", minute(301).toString());
        assertThat(firedBy(workflow(200, "success"), renamed)).containsExactly("alarm");
    }

    @Test
    void aCheckThatStartedEarlierIsOldHoweverLateItFinishes() {
        assertThat(firedBy(check(3, 4, "success"), check(1, 9, "failure"))).isEmpty();
    }

    @Test
    void aCheckThatArrivesLateIsOld() {
        assertThat(firedBy(check(1, 2, "success"), check(5, 6, "success"), check(3, 4, "failure")))
                .isEmpty();
    }

    @Test
    void aCheckThatSaysNotWhenItStartedGoesByItsEnd() {
        var older = check(0, 4, "failure").without("started_at");
        var newer = check(0, 9, "failure").without("started_at");
        assertThat(firedBy(check(5, 6, "success"), older)).isEmpty();
        assertThat(firedBy(check(5, 6, "success"), newer)).containsExactly("alarm");
    }

    @Test
    void aCheckWhoseConclusionWasChangedHasItsLastOne() {
        assertThat(firedBy(check(1, 2, "success"), check(3, 4, "failure"), check(3, 4, "success")))
                .containsExactly("alarm", "recovered");
    }
}
