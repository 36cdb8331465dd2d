package dev.vigil.triggers.log;

import java.util.regex.Pattern;

/** Makes text from the outside safe to put in a line of a log. */
final class LogText {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\"=\\\\]]+");

    private LogText() {}

    /** The text on one line: what would break the line, or show it in another order, is escaped as JSON escapes it. */
    static String line(String text) {
        return text.codePoints().noneMatch(LogText::isTreacherous) ? text : escaped(text, false);
    }

    /** The text as the value of a key: quoted where it could be read as more than one. */
    static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + escaped(text, true) + '"';
    }

    private static String escaped(String text, boolean quoted) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isTreacherous(c)) {
                for (var unit : Character.toChars(c)) {
                    safe.append("\\u").append(Character.forDigit(unit >> 12, 16));
                    safe.append(Character.forDigit(unit >> 8 & 15, 16)).append(Character.forDigit(unit >> 4 & 15, 16));
                    safe.append(Character.forDigit(unit & 15, 16));
                }
            } else {
                if (quoted && (c == '"' || c == '\\')) {
                    safe.append('\\');
                }
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Control characters, line ends of any kind, marks that turn the direction of text, halves of pairs. */
    private static boolean isTreacherous(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
