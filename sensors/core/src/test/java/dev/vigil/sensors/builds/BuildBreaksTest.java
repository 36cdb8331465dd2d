package dev.vigil.sensors.builds;

import static dev.vigil.sensors.builds.RunFixture.REPOSITORY;
import static dev.vigil.sensors.builds.RunFixture.check;
import static dev.vigil.sensors.builds.RunFixture.minute;
import static dev.vigil.sensors.builds.RunFixture.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.DataException;
import dev.vigil.sensors.builds.Build.Status;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.Rejection;
import dev.vigil.testkit.SensorTestKit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildBreaksTest {
    private final SensorTestKit<BuildBreaks.State> kit = SensorTestKit.of(new BuildBreaks("alarm", "recovered"));

    private void see(RunFixture... runs) {
        for (var run : runs) {
            kit.send(run.kind(), "ignored", run.payload());
        }
    }

    private List<String> fired() {
        return kit.firings().stream().map(Fired::trigger).toList();
    }

    private Status status(String build) {
        return build(build).status();
    }

    private Build build(String build) {
        var found = kit.state(REPOSITORY).orElseThrow().builds().get(build);
        assertThat(found).as(build).isNotNull();
        return found;
    }

    @Test
    void aFailureAfterASuccessFiresOnceAndTheNextSuccessRecovers() {
        see(workflow(1, "success"), workflow(2, "failure"), workflow(3, "failure"));
        assertThat(fired()).containsExactly("alarm");
        assertThat(build("workflow_run/CI").since()).isEqualTo(minute(2).plusSeconds(30));
        assertThat(build("workflow_run/CI").commit()).isEqualTo("c0ffee3");
        see(workflow(4, "success"), workflow(5, "success"), workflow(6, "failure"));
        assertThat(fired()).containsExactly("alarm", "recovered", "alarm");
    }

    @Test
    void theNoticeNamesTheRun() {
        see(workflow(1, "success"), workflow(2, "timed_out"));
        var alarm = kit.firings().getFirst();
        assertThat(alarm.key()).isEqualTo(REPOSITORY);
        assertThat(alarm.payload(Notice.class))
                .isEqualTo(new Notice(
                        REPOSITORY,
                        "workflow_run",
                        "CI",
                        "main",
                        "c0ffee2",
                        "https://github.example/runs/2",
                        "timed_out",
                        minute(2).plusSeconds(30)));
        assertThat(alarm.payload()).contains("\"at\":\"2026-03-02T08:02:30Z\"");
    }

    @Test
    void aBuildThatNobodySawSucceedFiresNothing() {
        see(workflow(1, "failure"), workflow(2, "failure"));
        assertThat(status("workflow_run/CI")).isEqualTo(Status.NEVER_GREEN);
        see(workflow(3, "success"));
        assertThat(kit.firings()).isEmpty();
        assertThat(status("workflow_run/CI")).isEqualTo(Status.GREEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failure", "timed_out", "startup_failure"})
    void everyConclusionThatIsAFailureBreaksABuild(String conclusion) {
        see(check(1, 2, "success"), check(3, 4, conclusion));
        assertThat(fired()).containsExactly("alarm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "neutral", "skipped", "stale", "action_required", "something_new"})
    void everyOtherConclusionChangesNothing(String conclusion) {
        see(workflow(1, "success"), workflow(3, conclusion));
        assertThat(build("workflow_run/CI").order().number()).isEqualTo(1);
        see(workflow(2, "failure"), workflow(4, conclusion));
        assertThat(fired()).containsExactly("alarm");
        assertThat(status("workflow_run/CI")).isEqualTo(Status.BROKEN);
    }

    @Test
    void aRunWithoutAConclusionChangesNothing() {
        see(workflow(1, null), check(1, 2, null));
        assertThat(kit.state(REPOSITORY)).isEmpty();
    }

    @Test
    void onlyCompletedRunsCount() {
        see(workflow(1, "success"), workflow(2, "failure").action("requested"));
        see(workflow(3, "failure").action("in_progress"));
        assertThat(status("workflow_run/CI")).isEqualTo(Status.GREEN);
    }

    @Test
    void otherBranchesDoNotCount() {
        see(workflow(1, "success"), workflow(2, "failure").with("head_branch", "feature/fog-horn"));
        see(check(1, 1, "success"), check(2, 2, "failure").with("check_suite", Map.of("head_branch", "feature")));
        see(
                workflow(3, "failure").with("head_branch", null),
                check(3, 3, "failure").without("check_suite"));
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void theBranchMainOfAForkIsNotMain() {
        see(workflow(1, "success"), workflow(2, "failure").with("head_repository", Map.of("id", 4712)));
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void eachWorkflowAndCheckHasAStatusOfItsOwn() {
        see(workflow(1, "success"), workflow(1, "success").with("name", "Docs").with("workflow_id", 78));
        see(check(1, 1, "success").with("name", "CI"), workflow(2, "failure"));
        assertThat(status("workflow_run/CI")).isEqualTo(Status.BROKEN);
        assertThat(status("workflow_run/Docs")).isEqualTo(Status.GREEN);
        assertThat(status("check_run/CI")).isEqualTo(Status.GREEN);
    }

    @Test
    void repositoriesAreApart() {
        see(workflow(1, "success"), workflow(2, "failure").repository("harbour/tide-tables"));
        assertThat(kit.firings()).isEmpty();
        assertThat(kit.keys()).containsExactly("harbour/lighthouse", "harbour/tide-tables");
    }

    @Test
    void aWorkflowsOwnNameComesBeforeThatOfItsRun() {
        var named = Map.of(
                "action", "completed",
                "workflow", Map.of("name", "Nightly"),
                "workflow_run",
                        workflow(1, "success")
                                .with("name", "Nightly of Monday")
                                .payload()
                                .get("workflow_run"),
                "repository", workflow(1, "success").payload().get("repository"));
        kit.send("workflow_run", "ignored", named);
        assertThat(status("workflow_run/Nightly")).isEqualTo(Status.GREEN);
    }

    @Test
    void aRunThatNamesNoWorkflowIsRejected() {
        see(workflow(1, "success").with("name", " "));
        kit.send(
                "check_run",
                "ignored",
                "{\"action\":\"completed\",\"repository\":{\"full_name\":\"harbour/lighthouse\"}}");
        assertThat(kit.rejections())
                .extracting(Rejection::reason)
                .containsExactly("a run without a name", "a check_run event without a run");
    }

    @Test
    void aPayloadOfAnotherShapeIsADeadLetter() {
        see(workflow(1, "success"));
        assertThatThrownBy(() -> see(workflow(2, "failure").with("updated_at", "yesterday")))
                .hasCauseInstanceOf(DataException.class);
        assertThat(status("workflow_run/CI")).isEqualTo(Status.GREEN);
    }

    @Test
    void whatHasNoRepositoryIsNotForIt() {
        kit.send("workflow_run", "ignored", "{\"action\":\"completed\"}").send("check_run", "ignored", "no JSON");
        assertThat(kit.keys()).isEmpty();
    }

    @Test
    void theBuildThatHasNotRunForLongestIsForgottenFirst() {
        for (int i = 1; i <= BuildBreaks.MOST_BUILDS; i++) {
            see(check(i, i, "success").with("name", "check " + i));
        }
        see(
                check(500, 500, "success").with("name", "check 1"),
                check(501, 501, "failure").with("name", "new"));
        var builds = kit.state(REPOSITORY).orElseThrow().builds();
        assertThat(builds).hasSize(BuildBreaks.MOST_BUILDS).doesNotContainKey("check_run/check 2");
        assertThat(builds).containsKeys("check_run/check 1", "check_run/check 3", "check_run/new");
    }
}
