package dev.vigil.engine.cluster;

import dev.vigil.engine.InstancePage;
import dev.vigil.engine.InstanceTooLargeException;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.LogPage;
import dev.vigil.engine.SensorView;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.journal.LogReader;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks slots and the journal what people want to know. Thread-safe. */
final class Queries {
    private static final int READ_BYTES = 1 << 20;

    private final SlotAnswers slots;
    private final SlotServices services;
    private final LogPlaces log;

    Queries(SlotAnswers slots, SlotServices services) {
        this.slots = slots;
        this.services = services;
        this.log = new LogPlaces(slots);
    }

    /** How many slots answer, wherever they live. */
    CompletionStage<Long> answering() {
        var answers = IntStream.range(0, slots.slots())
                .mapToObj(slot -> slots.<SlotRequest.Summary>of(slot, SlotRequest.GetSummary::new)
                        .handle((summary, _) -> summary != null)
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answers.stream().filter(CompletableFuture::join).count());
    }

    CompletionStage<List<SensorView>> sensors() {
        return slots.<SlotRequest.Summary>ofAll(SlotRequest.GetSummary::new).thenApply(this::views);
    }

    /** Those that are configured, in their order, then those whose state is kept. */
    private List<SensorView> views(List<SlotRequest.Summary> summaries) {
        var views = new ArrayList<SensorView>();
        services.runners().forEach(runner -> views.add(view(runner, summaries)));
        summaries.stream()
                .flatMap(summary -> summary.kept().stream())
                .map(SlotRequest.SensorCount::sensor)
                .filter(name -> services.runners().stream()
                        .noneMatch(runner -> runner.name().equals(name)))
                .distinct()
                .sorted()
                .forEach(name -> views.add(view(name, List.of(), List.of(), false, summaries)));
        return List.copyOf(views);
    }

    CompletionStage<Optional<InstancePage>> instances(String sensor, Optional<String> afterKey, int limit) {
        return sensors().thenCompose(views -> {
            var view = views.stream().filter(v -> v.sensor().equals(sensor)).findFirst();
            if (view.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            return slots.<SlotRequest.Keys>ofAll(
                            replyTo -> new SlotRequest.GetKeys(sensor, afterKey.orElse(""), limit, replyTo))
                    .thenApply(found -> Optional.of(KeyPages.merged(view.get(), found, limit)));
        });
    }

    CompletionStage<Optional<InstanceView>> instance(String sensor, String key) {
        int slot = Placement.slotOf(key, slots.slots());
        return slots.<SlotRequest.InstanceReply>of(slot, replyTo -> new SlotRequest.GetInstance(sensor, key, replyTo))
                .thenApply(reply -> switch (reply) {
                    case SlotRequest.Instance(var view) -> view;
                    case SlotRequest.InstanceTooLarge(long bytes, long most) ->
                        throw new InstanceTooLargeException(sensor, key, bytes, most);
                });
    }

    CompletionStage<LogPage> events(int partition, long fromOffset, int limit) {
        return log.place(partition, fromOffset)
                .thenCompose(place -> collect(
                        new LogPage(partition, place.firstOffset(), place.nextOffset(), List.of()),
                        place.fromSequence(),
                        place.toSequence(),
                        fromOffset,
                        limit));
    }

    private CompletionStage<LogPage> collect(LogPage page, long sequence, long last, long fromOffset, int limit) {
        if (sequence > last || page.events().size() >= limit) {
            return CompletableFuture.completedFuture(page);
        }
        return services.log().read(page.partition(), sequence, last, READ_BYTES).thenCompose(records -> {
            if (records.isEmpty()) { // they may have been deleted meanwhile
                return log.place(page.partition(), fromOffset)
                        .thenCompose(place -> place.fromSequence() > sequence
                                ? collect(page, place.fromSequence(), place.toSequence(), fromOffset, limit)
                                : CompletableFuture.completedFuture(page));
            }
            var longer = add(page, records, fromOffset, limit);
            return collect(longer, records.getLast().sequence() + 1, last, fromOffset, limit);
        });
    }

    private static LogPage add(LogPage page, List<LogReader.Stored> records, long fromOffset, int limit) {
        var events = new ArrayList<>(page.events());
        for (var stored : records) {
            var record =
                    RecordCodec.decode(stored.record(), "slot " + page.partition() + ", record " + stored.sequence());
            long offset = record.firstOffset();
            for (var event : record.events()) {
                if (offset >= fromOffset && events.size() < limit) {
                    events.add(new LogPage.Entry(offset, Instant.ofEpochMilli(record.atMillis()), event));
                }
                offset++;
            }
        }
        return new LogPage(page.partition(), page.firstOffset(), page.endOffset(), List.copyOf(events));
    }

    private static SensorView view(SensorRunner<?> runner, List<SlotRequest.Summary> summaries) {
        var subscription = runner.subscription();
        return view(runner.name(), subscription.types(), subscription.sources(), true, summaries);
    }

    private static SensorView view(
            String sensor,
            List<String> types,
            List<String> sources,
            boolean isConfigured,
            List<SlotRequest.Summary> summaries) {
        var counts = summaries.stream()
                .flatMap(summary -> Stream.concat(summary.sensors().stream(), summary.kept().stream()))
                .filter(count -> count.sensor().equals(sensor))
                .toList();
        return new SensorView(
                sensor,
                types,
                sources,
                isConfigured,
                counts.stream().mapToLong(SlotRequest.SensorCount::instances).sum(),
                counts.stream().mapToLong(SlotRequest.SensorCount::lagEvents).sum());
    }
}
