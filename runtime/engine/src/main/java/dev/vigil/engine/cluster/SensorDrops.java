package dev.vigil.engine.cluster;

import dev.vigil.engine.SensorDrop;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has all slots forget a sensor that is not configured any more. Thread-safe. */
final class SensorDrops {
    private final SlotAnswers slots;
    private final SlotServices services;

    SensorDrops(SlotAnswers slots, SlotServices services) {
        this.slots = slots;
        this.services = services;
    }

    /** Asks all before it has any of them forget, so that a sensor which is configured anywhere loses nothing. */
    CompletionStage<SensorDrop> drop(String sensor) {
        if (services.runners().stream().anyMatch(runner -> runner.name().equals(sensor))) {
            return CompletableFuture.completedFuture(SensorDrop.CONFIGURED);
        }
        return slots.<SlotRequest.Summary>ofAll(SlotRequest.GetSummary::new).thenCompose(summaries -> {
            if (summaries.stream().anyMatch(summary -> isAmong(sensor, summary.sensors()))) {
                return CompletableFuture.completedFuture(SensorDrop.CONFIGURED);
            }
            return summaries.stream().anyMatch(summary -> isAmong(sensor, summary.kept()))
                    ? dropEverywhere(sensor)
                    : CompletableFuture.completedFuture(SensorDrop.UNKNOWN);
        });
    }

    private static boolean isAmong(String sensor, List<SlotRequest.SensorCount> counts) {
        return counts.stream().anyMatch(count -> count.sensor().equals(sensor));
    }

    /** A slot that knows nothing of it has forgotten it already, perhaps by this question when it was asked first. */
    private CompletionStage<SensorDrop> dropEverywhere(String sensor) {
        List<Inputs.Ruling> drop = List.of(new Inputs.DropSensor(sensor));
        return slots.<SlotRequest.Ruled>ofAll(replyTo -> new SlotRequest.Rule(drop, replyTo))
                .thenApply(answers -> answers.stream()
                                .anyMatch(answer -> answer.rulings().getFirst().result() == Step.Result.REFUSED)
                        ? SensorDrop.CONFIGURED
                        : SensorDrop.DROPPED);
    }
}
