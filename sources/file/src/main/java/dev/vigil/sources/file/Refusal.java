package dev.vigil.sources.file;

/** A line that cannot become the event that it should be. It becomes one that says so. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** A cause may quote what it is about, which may be as long as a line. */
    private static final int LONGEST_CAUSE = 1000;

    /** Under what it is counted. */
    enum Reason {
        /** It is not what its format says. */
        MALFORMED("malformed"),
        /** It is larger than is taken. */
        TOO_LONG("too-long"),
        /** An attribute is missing, or its value is none. */
        IDENTITY("identity");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final Reason reason;

    /** Says what is wrong. */
    Refusal(Reason reason, String cause) {
        super(shortened(cause), null, false, false);
        this.reason = reason;
    }

    private static String shortened(String cause) {
        var begin = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "..." : cause;
        return begin.replaceAll("\\p{Cntrl}", " ");
    }

    Reason reason() {
        return reason;
    }

    /** What is wrong, in words. */
    String cause() {
        return String.valueOf(getMessage());
    }
}
