package dev.vigil.engine.simulation;

import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a slot has gathered since its last step. */
final class Inbox {
    final List<EventBlock> published = new ArrayList<>();
    final List<Consumer<Step.Answer>> answers = new ArrayList<>();
    final List<Inputs.Delivered> delivered = new ArrayList<>();
    final List<Inputs.PublicationBatch> publications = new ArrayList<>();
    final List<Inputs.Replay> replays = new ArrayList<>();
    final List<FiringResult> results = new ArrayList<>();
    final List<Inputs.Confirmed> confirmed = new ArrayList<>();
    final List<Inputs.PublicationsConfirmed> publicationsConfirmed = new ArrayList<>();

    final List<Inputs.Ruling> rulings = new ArrayList<>();
    final List<Consumer<Step.Ruled>> ruled = new ArrayList<>();

    boolean isEmpty() {
        return published.isEmpty()
                && delivered.isEmpty()
                && publications.isEmpty()
                && replays.isEmpty()
                && results.isEmpty()
                && rulings.isEmpty()
                && confirmed.isEmpty()
                && publicationsConfirmed.isEmpty();
    }

    Inputs inputs() {
        return new Inputs(
                published, delivered, publications, replays, results, confirmed, publicationsConfirmed, rulings);
    }
}
