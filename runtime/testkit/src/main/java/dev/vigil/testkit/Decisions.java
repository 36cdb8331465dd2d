package dev.vigil.testkit;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the sensor decided so far. */
final class Decisions {
    final List<Fired> firings = new ArrayList<>();
    final List<Event> published = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();

    void add(Decision decision, String key, String what, Origin origin, String sensor, Instant now) {
        switch (decision) {
            case Decision.Decided(var actions) -> {
                for (int i = 0; i < actions.size(); i++) {
                    var id = origin.id(Origin.Use.FIRING, sensor, key, i);
                    add(actions.get(i), key, id, now);
                }
            }
            case Decision.Rejected(var reason) -> rejections.add(new Rejection(key, what, reason));
            case Decision.Failed _ -> throw new IllegalArgumentException("a failure is not a decision");
        }
    }

    private void add(Decision.Action action, String key, String id, Instant now) {
        switch (action) {
            case Decision.Fire(var trigger, var payload) ->
                firings.add(new Fired(id, trigger, key, new String(payload, StandardCharsets.UTF_8), now));
            case Decision.Publish(var event, var _) ->
                published.addAll(EventBlock.checked(event, 0, event.length, 1).events());
        }
    }
}
