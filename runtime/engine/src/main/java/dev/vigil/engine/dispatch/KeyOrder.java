package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines up the firings of each instance: only the first of a line may start. A line that is empty takes no memory. */
final class KeyOrder<O> {
    private final Map<Line, Task<O>> last = new HashMap<>();

    private record Line(String sensor, String key) {
        private static Line of(Firing firing) {
            return new Line(firing.sensor(), firing.key());
        }
    }

    /** Puts it at the end of its line; returns whether it is the first. */
    boolean append(Task<O> task) {
        var before = last.put(Line.of(task.firing), task);
        task.before = before;
        if (before != null) {
            before.after = task;
        }
        return before == null;
    }

    /** Takes it out of its line; returns the one that has thereby become the first, if any. */
    @Nullable
    Task<O> remove(Task<O> task) {
        var before = task.before;
        var after = task.after;
        if (after != null) {
            after.before = before;
        } else if (before != null) {
            last.put(Line.of(task.firing), before);
        } else {
            last.remove(Line.of(task.firing));
        }
        if (before == null) {
            return after;
        }
        before.after = after;
        return null;
    }
}
