package dev.vigil.node.http;

import dev.vigil.api.HttpReply;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is not HTTP at all as a problem too. Named in vigil-node.conf. */
public final class ParsingProblems extends ParsingErrorHandler {
    /** What Pekko looks for, as it would be in a Scala object. */
    public static final ParsingProblems MODULE$ = new ParsingProblems();

    private ParsingProblems() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        return Replies.closing(
                Replies.response(HttpReply.problem(status.intValue(), status.reason(), error.summary())));
    }
}
