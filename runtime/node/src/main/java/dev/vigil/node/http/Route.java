package dev.vigil.node.http;

import java.util.regex.Pattern;

/**
 * A method and the paths at which an endpoint answers it.
 *
 * @param method such as GET
 * @param path as {@code openapi.yaml} has it: {@code {name}} stands for what is between two slashes, {@code {+name}} for all
 *     that follows, slashes included, as in RFC 6570
 */
record Route(String method, String path) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\+?)[a-z]+}");

    static Route get(String path) {
        return new Route("GET", path);
    }

    /** What comes before the first parameter; all of it where there is none. */
    String prefix() {
        var brace = path.indexOf('{');
        return brace < 0 ? path : path.substring(0, brace);
    }

    boolean isTemplate() {
        return path.indexOf('{') >= 0;
    }

    /** Of the paths that are meant, as they are sent. A parameter may be empty; its endpoint says what that means. */
    Pattern pattern() {
        return Pattern.compile(
                PARAMETER.matcher(path).replaceAll(found -> found.group(1).isEmpty() ? "[^/]*" : ".*"));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
