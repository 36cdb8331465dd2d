package dev.vigil.engine.cluster;

import dev.vigil.engine.ReplayView;
import dev.vigil.engine.slot.ReplayPlace;
import dev.vigil.engine.slot.ReplayTally;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What slots say of a replay, put together. */
final class ReplayViews {
    private ReplayViews() {}

    /** The last replay that any of them knows of; empty where none knows of one. */
    static Optional<ReplayView> of(String sensor, List<SlotRequest.Replay> answers) {
        return answers.stream()
                .flatMap(answer -> answer.place().stream())
                .max(Comparator.comparingLong(ReplayPlace::number))
                .map(last -> view(sensor, last, answers));
    }

    private static ReplayView view(String sensor, ReplayPlace last, List<SlotRequest.Replay> answers) {
        var having = answers.stream()
                .filter(answer -> answer.place()
                        .filter(place -> place.number() == last.number())
                        .isPresent())
                .toList();
        var places = having.stream().flatMap(answer -> answer.place().stream()).toList();
        var tally = places.stream().map(ReplayPlace::tally).reduce(ReplayTally.NONE, ReplayTally::plus);
        return new ReplayView(
                sensor,
                last.number(),
                stage(places, answers.size()),
                last.from().stream().mapToObj(Instant::ofEpochMilli).findFirst(),
                last.fires(),
                Instant.ofEpochMilli(places.stream()
                        .mapToLong(ReplayPlace::begunMillis)
                        .min()
                        .orElse(0)),
                tally.events(),
                tally.timers(),
                tally.failed(),
                having.stream().mapToLong(SlotRequest.Replay::remaining).sum(),
                tally.repeated(),
                tally.published(),
                tally.firings(),
                tally.samples().stream().map(ReplayViews::sample).toList(),
                having.stream()
                        .flatMap(answer -> answer.place().map(place -> slot(answer, place)).stream())
                        .toList());
    }

    private static ReplayView.Stage stage(List<ReplayPlace> places, int slots) {
        long running =
                places.stream().filter(place -> place.stage().equals("RUNNING")).count();
        if (places.stream().anyMatch(place -> place.stage().equals("GIVEN_UP"))) {
            return ReplayView.Stage.GIVEN_UP;
        }
        if (places.size() < slots) {
            return ReplayView.Stage.BEGINNING;
        }
        if (running == 0) {
            return ReplayView.Stage.DONE;
        }
        return running == slots ? ReplayView.Stage.RUNNING : ReplayView.Stage.SWAPPING;
    }

    private static ReplayView.Sample sample(ReplayTally.Sample sample) {
        return new ReplayView.Sample(
                sample.trigger(),
                sample.key(),
                sample.partition(),
                sample.offset() < 0 ? OptionalLong.empty() : OptionalLong.of(sample.offset()),
                Instant.ofEpochMilli(sample.atMillis()),
                sample.payload());
    }

    private static ReplayView.Slot slot(SlotRequest.Replay answer, ReplayPlace place) {
        return new ReplayView.Slot(
                answer.slot(),
                place.stage().equals("DONE") ? "SWAPPED" : place.stage(),
                place.startsAfter() + 1,
                answer.logBegins(),
                place.tally().events(),
                place.instances(),
                answer.remaining(),
                place.waiting(),
                place.isHeld());
    }
}
