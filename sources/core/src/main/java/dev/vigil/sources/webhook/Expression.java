package dev.vigil.sources.webhook;

import dev.vigil.api.DataFormat;
import dev.vigil.api.HttpCall;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where in a request an attribute of the event is found. */
sealed interface Expression {
    /** What may be written. */
    String SYNTAX = "\"header:NAME\", \"pointer:/a/json/pointer\" or \"text:WORDS\"";

    Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

    /** The value; empty where the request has none. */
    Optional<String> in(HttpCall call);

    /** What to look for, in words. */
    String described();

    /** The first value of a header. */
    record Header(String name) implements Expression {
        @Override
        public Optional<String> in(HttpCall call) {
            return call.header(name);
        }

        @Override
        public String described() {
            return "header " + name;
        }
    }

    /** The scalar in the JSON body to which an RFC 6901 pointer leads. */
    record Pointer(String pointer) implements Expression {
        @Override
        public Optional<String> in(HttpCall call) {
            return DataFormat.json().text(call.body(), pointer);
        }

        @Override
        public String described() {
            return "a text or number at " + pointer + " of the body";
        }
    }

    /** Always the same. */
    record Text(String text) implements Expression {
        @Override
        public Optional<String> in(HttpCall call) {
            return Optional.of(text);
        }

        @Override
        public String described() {
            return "the text " + text;
        }
    }

    /** The SHA-256 of the body, for upstreams that name their deliveries not at all. */
    record Digest() implements Expression {
        @Override
        public Optional<String> in(HttpCall call) {
            try {
                var sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(call.body().duplicate());
                return Optional.of(HexFormat.of().formatHex(sha256.digest()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public String described() {
            return "the digest of the body";
        }
    }

    /** The expression that is written so; empty if none is. */
    static Optional<Expression> parse(String written) {
        var colon = written.indexOf(':');
        if (colon < 0) {
            return written.equals("digest") ? Optional.of(new Digest()) : Optional.empty();
        }
        var rest = written.substring(colon + 1);
        return switch (written.substring(0, colon)) {
            case "header" -> Optional.<Expression>of(new Header(rest)).filter(e -> matches(HEADER_NAME, rest));
            case "pointer" -> Optional.<Expression>of(new Pointer(rest)).filter(e -> matches(POINTER, rest));
            case "text" ->
                Optional.<Expression>of(new Text(rest))
                        .filter(e -> EventMapping.fault(rest).isEmpty());
            default -> Optional.empty();
        };
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }
}
