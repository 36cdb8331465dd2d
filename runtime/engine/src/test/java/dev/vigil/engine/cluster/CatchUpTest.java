package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private final CatchUp catchUp = new CatchUp(2);
    private final List<String> began = new ArrayList<>();

    private CompletionStage<CatchUp.Turn> ask(String who) {
        var turn = catchUp.ask();
        turn.thenRun(() -> began.add(who));
        return turn;
    }

    private static void end(CompletionStage<CatchUp.Turn> turn) {
        turn.thenAccept(CatchUp.Turn::end);
    }

    @Test
    void thoseWhoWaitHaveTheirTurnInTheOrderInWhichTheyAsked() {
        var first = ask("1");
        ask("2");
        ask("3");
        ask("4");
        assertThat(began).containsExactly("1", "2");
        end(first);
        assertThat(began).containsExactly("1", "2", "3");
        end(first);
        assertThat(began).as("it was over").containsExactly("1", "2", "3");
    }

    @Test
    void whoGivesUpWhileWaitingLetsTheNextOneHaveIt() {
        var first = ask("1");
        ask("2");
        end(ask("3"));
        ask("4");
        end(first);
        assertThat(began).containsExactlyInAnyOrder("1", "2", "3", "4");
    }
}
