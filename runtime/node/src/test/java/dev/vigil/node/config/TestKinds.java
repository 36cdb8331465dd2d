package dev.vigil.node.config;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import dev.vigil.api.Placement;
import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourceKind;
import dev.vigil.api.Subscription;
import dev.vigil.api.Trigger;
import dev.vigil.api.TriggerKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Kinds for tests, found on the test class path as any other. */
public final class TestKinds {
    private TestKinds() {}

    public record Count(int count) {}

    /** Counts events, up to a limit. */
    public static class Counting extends Sensor<Count> {
        @Override
        public Subscription subscription() {
            return Subscription.to("reading");
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            return Effect.become(new Count(state.count() + 1));
        }
    }

    public static final class Mute extends Counting {
        @Override
        public Subscription subscription() {
            throw new IllegalStateException("subscribes to nothing");
        }
    }

    public static final class Alarming extends Counting {
        @Override
        public Set<String> triggers() {
            return Set.of("pager");
        }
    }

    public static final class CountingKind implements SensorKind {
        @Override
        public String kind() {
            return "test-counting";
        }

        @Override
        public Sensor<?> create(String name, Settings settings) {
            settings.number("limit", 10, 1, 100);
            return new Counting();
        }
    }

    public static final class ThrowingKind implements SensorKind {
        @Override
        public String kind() {
            return "test-throwing";
        }

        @Override
        public Sensor<?> create(String name, Settings settings) {
            throw new IllegalStateException("not today");
        }
    }

    public static final class SilentTrigger implements TriggerKind, Trigger {
        @Override
        public String kind() {
            return "test-silent";
        }

        @Override
        public Trigger create(String name, Settings settings) {
            settings.text("url", "");
            return this;
        }

        @Override
        public CompletionStage<Attempt> fire(Firing firing) {
            return CompletableFuture.completedFuture(new Delivered());
        }
    }

    /** Echoes each request's body, and says whether it is open. */
    public static class EchoSource implements Source {
        private final String path;
        private @Nullable SourceContext context;
        private volatile boolean closed;

        public EchoSource(String path) {
            this.path = path;
        }

        public boolean closed() {
            return closed;
        }

        @Override
        public void start(SourceContext given) {
            context = given;
        }

        @Override
        public List<HttpRoute> routes() {
            return List.of(new HttpRoute(path, Set.of("POST", "PUT"), 4096, call -> {
                var body = java.nio.charset.StandardCharsets.UTF_8
                        .decode(call.body())
                        .toString();
                if (body.equals("throw")) {
                    throw new IllegalStateException("thrown by a source");
                }
                if (body.equals("refuse") && context != null) {
                    context.refused("signature");
                    return CompletableFuture.completedFuture(HttpReply.problem(401, "Unauthorized", ""));
                }
                return CompletableFuture.completedFuture(new HttpReply(
                        200,
                        "text/plain; charset=UTF-8",
                        call.method() + " " + call.path() + " " + call.headers().get("content-type") + " "
                                + call.header("X-One").orElse("-") + " " + body,
                        java.util.Map.of("X-Answer", "42")));
            }));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    public static final class EchoKind implements SourceKind {
        @Override
        public String kind() {
            return "test-echo";
        }

        @Override
        public Source create(String name, Settings settings) {
            return new EchoSource(settings.text("path", "/echo"));
        }
    }

    /** Runs on one node; says that it was started, and keeps how often. */
    public static final class OnceSource implements Source {
        private final List<HttpRoute> routes;
        private volatile boolean closed;

        OnceSource(List<HttpRoute> routes) {
            this.routes = routes;
        }

        public boolean closed() {
            return closed;
        }

        @Override
        public Placement placement() {
            return Placement.ONE_NODE;
        }

        @Override
        public List<HttpRoute> routes() {
            return routes;
        }

        @Override
        public void start(SourceContext context) {
            var number = context.position().last().map(Integer::parseInt).orElse(0) + 1;
            var event =
                    Event.of("/once/" + context.name(), "" + number, "started").build();
            context.publisher()
                    .publish(List.of(event))
                    .thenCompose(_ -> context.position().save("" + number));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    public static final class OnceKind implements SourceKind {
        @Override
        public String kind() {
            return "test-once";
        }

        @Override
        public Source create(String name, Settings settings) {
            var path = settings.text("path", "");
            return new OnceSource(path.isEmpty() ? List.of() : new EchoSource(path).routes());
        }
    }
}
