package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class PerchTest {
    private final TestInbox<SlotRequest.Probed> answers = TestInbox.create();
    private final AtomicInteger commits = new AtomicInteger();
    private CompletableFuture<String> commit = CompletableFuture.completedFuture("on disk");
    private final Beats beats = new Beats(_ -> {
        commits.incrementAndGet();
        return commit;
    });

    @Test
    void anIdleSlotAnswersByItsNodesCommitAndWritesNothing() {
        var perch = perch(Duration.ofMinutes(10));
        ask(perch, 1, SlotLife.IDLE);
        ask(perch, 2, SlotLife.IDLE);
        assertThat(perch.wantsRecord()).isFalse();
        assertThat(answers.getAllReceived())
                .containsExactly(new SlotRequest.Probed(3, 1, true, ""), new SlotRequest.Probed(3, 2, true, ""));
        assertThat(commits).as("one commit a second, however many ask").hasValue(1);
    }

    @Test
    void whereTheNodeCannotCommitAnIdleSlotSaysSoAndItIsTriedAgainAtOnce() {
        commit = CompletableFuture.failedFuture(new IllegalStateException("no database"));
        var perch = perch(Duration.ofMinutes(10));
        ask(perch, 1, SlotLife.IDLE);
        assertThat(answers.receiveMessage())
                .isEqualTo(new SlotRequest.Probed(3, 1, false, "slot 3 on n:1: its node cannot commit"));
        commit = CompletableFuture.completedFuture("on disk");
        ask(perch, 2, SlotLife.IDLE);
        assertThat(answers.receiveMessage().serving()).isTrue();
    }

    @Test
    void aQuestionThatMeetsARecordIsAnsweredWhenThatIsOnDisk() {
        var perch = perch(Duration.ofMinutes(10));
        ask(perch, 1, SlotLife.WRITING);
        assertThat(answers.hasMessages()).isFalse();
        perch.committed();
        assertThat(answers.receiveMessage()).isEqualTo(new SlotRequest.Probed(3, 1, true, ""));
        assertThat(commits).hasValue(0);
    }

    @Test
    void aQuestionWhoseRecordIsLostIsRefused() {
        var perch = perch(Duration.ofMinutes(10));
        ask(perch, 1, SlotLife.WRITING);
        perch.failed(SlotLife.BACKING_OFF, "waiting for its journal: gone");
        assertThat(answers.receiveMessage())
                .isEqualTo(new SlotRequest.Probed(3, 1, false, "slot 3 on n:1: waiting for its journal: gone"));
        assertThat(perch.wantsRecord()).isFalse();
    }

    @Test
    void aSlotThatHasCommittedNothingForLongWantsARecord() {
        var perch = perch(Duration.ZERO);
        ask(perch, 1, SlotLife.IDLE);
        assertThat(perch.wantsRecord()).isTrue();
        assertThat(answers.hasMessages()).isFalse();
        perch.committed();
        assertThat(perch.wantsRecord()).isFalse();
        assertThat(answers.receiveMessage().serving()).isTrue();
    }

    @Test
    void aSlotThatDoesNotServeSaysWhy() {
        ask(perch(Duration.ofMinutes(10)), 1, SlotLife.RECOVERING);
        assertThat(answers.receiveMessage())
                .isEqualTo(new SlotRequest.Probed(3, 1, false, "slot 3 on n:1: recovering"));
    }

    @Test
    void aCommitThatDoesNotEndIsToldWithinItsPatience() throws Exception {
        commit = new CompletableFuture<>();
        assertThat(beats.committed().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isFalse();
        assertThat(beats.committed().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isFalse();
        assertThat(commits).as("it is waited for, and no other is begun").hasValue(1);
    }

    private Perch perch(Duration recordAfter) {
        return new Perch(3, "n:1", beats, recordAfter);
    }

    private void ask(Perch perch, long number, SlotLife life) {
        perch.ask(new SlotRequest.Probe(number, answers.getRef()), life, "");
    }
}
