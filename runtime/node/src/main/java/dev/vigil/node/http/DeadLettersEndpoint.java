package dev.vigil.node.http;

import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.Engine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * {@code GET /dead-letters}, {@code GET} and {@code DELETE /dead-letters/{id}}, {@code POST /dead-letters/{id}/redrive}; and
 * {@code POST /dead-letters/redrive} and {@code DELETE /dead-letters} for one page of those that are meant.
 */
final class DeadLettersEndpoint implements Endpoint {
    static final String PATH = "/dead-letters";

    private static final String REDRIVE = "/redrive";
    private static final List<String> LISTED = List.of("sensor", "trigger", "reason", "from", "to", "after", "limit");
    private static final List<String> MEANT =
            List.of("sensor", "trigger", "reason", "from", "to", "after", "limit", "all");

    private final Engine engine;
    private final ClassicActorSystemProvider system;

    DeadLettersEndpoint(Engine engine, ClassicActorSystemProvider system) {
        this.engine = engine;
        this.system = system;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(
                Route.get(PATH),
                new Route("DELETE", PATH),
                new Route("POST", PATH + REDRIVE),
                Route.get(PATH + "/{id}"),
                new Route("DELETE", PATH + "/{id}"),
                new Route("POST", PATH + "/{id}" + REDRIVE));
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        request.discardEntityBytes(system);
        var rest = target.path().substring(PATH.length());
        return switch (request.method().value()) {
            case "POST" -> redrive(rest, target);
            case "DELETE" -> discard(rest, target);
            default -> get(rest, target);
        };
    }

    private CompletionStage<HttpResponse> get(String rest, Target target) {
        target.only(rest.isEmpty() ? LISTED : List.of());
        if (rest.isEmpty()) {
            return engine.deadLetters(filter(target), after(target), target.limit())
                    .thenApply(DeadLetterJson::page);
        }
        var id = id(rest.substring(1));
        return engine.deadLetter(id)
                .thenApply(found -> found.map(DeadLetterJson::one).orElseThrow(() -> unknown(id.toString())));
    }

    private CompletionStage<HttpResponse> redrive(String rest, Target target) {
        target.only(rest.equals(REDRIVE) ? MEANT : List.of("redrives"));
        if (rest.equals(REDRIVE)) {
            return engine.redriveAll(meant(target), after(target), target.limit())
                    .thenApply(DeadLetterJson::tally);
        }
        var id = id(rest.substring(1, rest.length() - REDRIVE.length()));
        long redrives = target.number("redrives", -1, 0, Integer.MAX_VALUE);
        return engine.redrive(id, redrives < 0 ? OptionalInt.empty() : OptionalInt.of((int) redrives))
                .thenApply(result -> answer(id, result));
    }

    private CompletionStage<HttpResponse> discard(String rest, Target target) {
        target.only(rest.isEmpty() ? MEANT : List.of());
        if (rest.isEmpty()) {
            return engine.discardAll(meant(target), after(target), target.limit())
                    .thenApply(DeadLetterJson::tally);
        }
        var id = id(rest.substring(1));
        return engine.discard(id)
                .thenApply(result -> result.outcome() == DeadLetterResult.Outcome.UNDER_WAY
                        ? problem(409, "Under way", "it was redriven, and its firing has not ended", "under-way")
                        : answer(id, result));
    }

    private static HttpResponse answer(DeadLetterId id, DeadLetterResult result) {
        return switch (result.outcome()) {
            case HANDLED, FAILED_AGAIN, DISCARDED, GONE -> DeadLetterJson.result(200, result);
            case DISPATCHED, UNDER_WAY -> DeadLetterJson.result(202, result);
            case UNKNOWN -> throw unknown(id.toString());
            case DONE_BEFORE -> problem(409, "Redriven before", "it has been redriven since, and failed", "conflict");
            case REFUSED -> problem(409, "Cannot be redriven", result.reason(), "conflict");
            case HELD ->
                throw ProblemException.of(503, "Held", result.reason(), "held").with("Retry-After", "1");
        };
    }

    private static HttpResponse problem(int status, String title, String detail, String reason) {
        throw ProblemException.of(status, title, detail, reason);
    }

    private static ProblemException unknown(String id) {
        return ProblemException.notFound("there is no dead letter '" + id + "'");
    }

    private static DeadLetterId id(String text) {
        return DeadLetterId.parse(text).orElseThrow(() -> unknown(Target.decoded(text)));
    }

    private static Optional<DeadLetterId> after(Target target) {
        return target.parameter("after")
                .map(text -> DeadLetterId.parse(text)
                        .orElseThrow(() ->
                                ProblemException.badRequest("parameter 'after': expected the id of a dead letter")));
    }

    /** A filter for what changes things: all of them only where that is said. */
    private static DeadLetterFilter meant(Target target) {
        var filter = filter(target);
        boolean all = target.parameter("all").filter("true"::equals).isPresent();
        if (filter.equals(DeadLetterFilter.ALL) && !all) {
            throw ProblemException.badRequest("no filter is given; for all dead letters say all=true");
        }
        return filter;
    }

    private static DeadLetterFilter filter(Target target) {
        var reason = target.parameter("reason");
        if (reason.isPresent() && !DeadLetterFilter.REASONS.contains(reason.get())) {
            throw ProblemException.badRequest(
                    "parameter 'reason': expected one of " + String.join(", ", DeadLetterFilter.REASONS));
        }
        return new DeadLetterFilter(
                target.parameter("sensor"),
                target.parameter("trigger"),
                reason,
                time(target, "from"),
                time(target, "to"));
    }

    private static Optional<Instant> time(Target target, String name) {
        return target.parameter(name).map(text -> {
            try {
                return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                throw ProblemException.badRequest(
                        "parameter '" + name + "': expected a time like 2026-01-31T12:00:00Z");
            }
        });
    }
}
