package dev.vigil.node.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds sources, sensors and triggers that one file defines twice. HOCON merges two sections of one name without a word,
 * which would make one sensor of two. Single keys may be given again, as in {@code port = ${?PORT}}.
 *
 * <p>Walks over text that is known to be HOCON already, so it need not complain about anything itself.
 */
final class RepeatedNames {
    private static final Set<String> NAMED = Set.of("sources", "sensors", "triggers");

    private final String text;
    private final Map<List<String>, Integer> firstLines = new HashMap<>();
    private final List<Repeated> found = new ArrayList<>();
    private int at;
    private int line = 1;

    private RepeatedNames(String text) {
        this.text = text;
    }

    /** One name that is defined a second time. */
    record Repeated(String path, int firstLine, int line) {}

    static List<Repeated> in(String text) {
        var walk = new RepeatedNames(text);
        walk.skipSpace();
        if (walk.at < text.length() && walk.text.charAt(walk.at) == '{') {
            walk.advance();
        }
        walk.fields(List.of());
        return walk.found;
    }

    private void fields(List<String> prefix) {
        while (at < text.length()) {
            skipSpace();
            if (at >= text.length()) {
                return;
            }
            if (text.charAt(at) == '}') {
                advance();
                return;
            }
            var begin = at;
            var startLine = line;
            skipKey();
            field(prefix, text.substring(begin, at).strip(), startLine);
        }
    }

    private void field(List<String> prefix, String key, int startLine) {
        if (key.startsWith("include ") || key.startsWith("include\t")) {
            return;
        }
        var path = new ArrayList<>(prefix);
        try {
            path.addAll(ConfigUtil.splitPath(key));
        } catch (ConfigException e) {
            path.add(key);
        }
        note(path, startLine);
        while (at < text.length() && "+=: \t".indexOf(text.charAt(at)) >= 0) {
            advance();
        }
        skipSpaceBeforeValue();
        value(path);
    }

    private void note(List<String> path, int startLine) {
        if (path.size() != 3 || !path.getFirst().equals("vigil") || !NAMED.contains(path.get(1))) {
            return;
        }
        var first = firstLines.putIfAbsent(List.copyOf(path), startLine);
        if (first != null) {
            found.add(new Repeated(String.join(".", path), first, startLine));
        }
    }

    /** Goes over one value, which may be several put together; objects in it are walked into. */
    private void value(List<String> path) {
        while (at < text.length()) {
            var c = text.charAt(at);
            if (c == '\n' || c == ',' || c == '}') {
                return;
            }
            if (c == '{') {
                advance();
                fields(path);
            } else if (c == '[') {
                skipArray();
            } else {
                skipOne();
            }
        }
    }

    private void skipArray() {
        var depth = 0;
        do {
            var c = text.charAt(at);
            if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            }
            skipOne();
        } while (depth > 0 && at < text.length());
    }

    private void skipKey() {
        while (at < text.length() && "=:{\n}".indexOf(text.charAt(at)) < 0 && !text.startsWith("+=", at)) {
            skipOne();
        }
    }

    private void skipSpaceBeforeValue() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isComment())) {
            skipOne();
        }
    }

    private void skipSpace() {
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',' || isComment())) {
            skipOne();
        }
    }

    private boolean isComment() {
        return text.charAt(at) == '#' || text.startsWith("//", at);
    }

    /** Goes over one string, comment, substitution or character. */
    private void skipOne() {
        if (text.startsWith("\"\"\"", at)) {
            skipPast("\"\"\"", 3);
            while (at < text.length() && text.charAt(at) == '"') {
                advance();
            }
        } else if (text.charAt(at) == '"') {
            skipQuoted();
        } else if (text.startsWith("${", at)) {
            skipPast("}", 2);
        } else if (isComment()) {
            while (at < text.length() && text.charAt(at) != '\n') {
                advance();
            }
        } else {
            advance();
        }
    }

    private void skipQuoted() {
        advance();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                advance();
            }
            advance();
        }
        advance();
    }

    private void skipPast(String end, int from) {
        var found = text.indexOf(end, at + from);
        var to = found < 0 ? text.length() : found + end.length();
        while (at < to) {
            advance();
        }
    }

    private void advance() {
        if (at < text.length() && text.charAt(at) == '\n') {
            line++;
        }
        at++;
    }
}
