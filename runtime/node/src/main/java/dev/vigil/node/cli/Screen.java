package dev.vigil.node.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Where commands show what they were told: lines and tables, and colour on a terminal only. */
final class Screen {
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final boolean isColoured;

    Screen(PrintWriter out, boolean isColoured) {
        this.out = out;
        this.isColoured = isColoured;
    }

    void line(String text) {
        out.println(plain(text));
    }

    void heading(String text) {
        coloured(BOLD, plain(text));
    }

    void alarm(String text) {
        coloured(RED, plain(text));
    }

    /** Whether nobody reads any more. */
    boolean isGone() {
        return out.checkError();
    }

    private void coloured(String colour, String text) {
        out.println(isColoured ? colour + text + RESET : text);
    }

    /** The text with control characters in words, for keys may have such as move the cursor. */
    static String plain(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
