package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.node.http.cloudevents.JsonEvents;
import dev.vigil.node.http.cloudevents.MalformedEventException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import org.apache.pekko.stream.scaladsl.Framing;
import org.apache.pekko.util.ByteString;

/**
 * Reads the lines of one stream of events.
 *
 * <p>Threading: lines come one at a time; whether it is over may be asked by any thread.
 */
final class StreamIntake {
    private final int limitBytes;
    private final UnaryOperator<Event> traced;
    private volatile boolean isOver;

    /** Of lines of at most that length, whose events are put into a trace by that. */
    StreamIntake(int limitBytes, UnaryOperator<Event> traced) {
        this.limitBytes = limitBytes;
        this.traced = traced;
    }

    /**
     * What is in a line.
     *
     * @throws ProblemException if it is no event, or one that the bus does not take
     */
    StreamPart line(ByteString line) {
        var bytes = line.toArrayUnsafe();
        var weight = LineGroup.weight(bytes.length);
        if (isBlank(bytes)) {
            return new StreamPart.Line(Optional.empty(), weight);
        }
        try {
            var event = traced.apply(JsonEvents.one(bytes));
            // The bus looks at a group as a whole and would not say which of its events it does not take.
            EventBlockWriter.check(event);
            return new StreamPart.Line(Optional.of(event), weight);
        } catch (MalformedEventException | IllegalArgumentException e) {
            throw ProblemException.malformed(e);
        }
    }

    /** How it ends where reading it has failed. */
    StreamPart end(Throwable failure) {
        return new StreamPart.End(
                switch (failure) {
                    case ProblemException problem -> problem;
                    case Framing.FramingException _ ->
                        ProblemException.of(
                                413,
                                "Content too large",
                                "the line is longer than " + limitBytes + " bytes",
                                "too-large");
                    case ZipException _, DataFormatException _ ->
                        ProblemException.badRequest("Content-Encoding: the stream is not gzip");
                    default -> {
                        over();
                        yield ProblemException.of(400, "Bad request", "the stream did not arrive whole", "cut-off");
                    }
                });
    }

    /** Nothing more of it is to be published. */
    void over() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    private static boolean isBlank(byte[] line) {
        for (var b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
