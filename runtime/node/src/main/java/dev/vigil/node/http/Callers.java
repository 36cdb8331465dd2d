package dev.vigil.node.http;

import dev.vigil.node.config.CallerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Keeps web sites from using a person's browser against a node that asks for no password: a page of any site may have the
 * browser send requests to whatever the browser can reach. Browsers say on whose behalf they send; programs that are no
 * browsers say nothing of the kind, and are not asked. Immutable.
 *
 * @param allowed who may, beside the node's own page
 */
record Callers(CallerSettings allowed) {
    /** These change nothing, and what they are answered a page of another site cannot read. */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    /** No page can have been had from one of these by a name that leads here only since it was had. */
    private static final Pattern ADDRESS = Pattern.compile("localhost|[0-9.]+|\\[.*]");

    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /** Throws what a request is answered that is not to be followed. */
    void check(HttpRequest request) {
        var hosts = values(request, "host");
        if (!allowed.hosts().isEmpty() && !hosts.stream().allMatch(this::isAllowedHost)) {
            throw ProblemException.of(
                    421,
                    "Misdirected request",
                    "this node is not asked under the name " + String.join(", ", hosts)
                            + "; vigil.http.allowed-hosts has those under which it is",
                    "host");
        }
        if (!READING.contains(request.method().value()) && isForeign(request, hosts)) {
            throw ProblemException.of(
                    403,
                    "Another site's page",
                    "a browser sent this for a page of another site; only this node's own page may, and those of the"
                            + " origins in vigil.http.allowed-origins",
                    "cross-site");
        }
    }

    private boolean isForeign(HttpRequest request, List<String> hosts) {
        var origins = values(request, "origin");
        if (!origins.isEmpty() && allowed.origins().containsAll(origins)) {
            return false;
        }
        boolean isOwnSite = OWN_SITE.containsAll(values(request, "sec-fetch-site"));
        return !isOwnSite || !origins.stream().allMatch(origin -> isOwn(origin, hosts));
    }

    /** Whether that origin is where the request was sent to. Which scheme that was the node does not know: a proxy may have it. */
    private static boolean isOwn(String origin, List<String> hosts) {
        var usualPort = origin.startsWith("https:") ? ":443" : ":80";
        var own = origin.replaceFirst("^https?://", "");
        return !own.equals(origin)
                && hosts.size() == 1
                && without(usualPort, hosts.getFirst()).equals(without(usualPort, own));
    }

    private static String without(String end, String text) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private boolean isAllowedHost(String host) {
        var name = PORT.matcher(host).replaceFirst("");
        return allowed.hosts().contains(name) || ADDRESS.matcher(name).matches();
    }

    private static List<String> values(HttpRequest request, String lowercaseName) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(lowercaseName))
                .map(HttpHeader::value)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList();
    }
}
