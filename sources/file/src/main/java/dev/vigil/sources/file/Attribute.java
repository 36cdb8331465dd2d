package dev.vigil.sources.file;

import java.util.Optional;

/** What the value of an event's attribute may be. */
final class Attribute {
    /** Attributes are names, not content: longer ones are refused before they reach an index. */
    static final int LONGEST = 1024;

    private Attribute() {}

    /** What is wrong with a text as the value of an attribute. */
    static Optional<String> fault(String value) {
        if (value.isEmpty()) {
            return Optional.of("is empty");
        }
        if (value.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        return value.codePoints().anyMatch(Attribute::isForbidden)
                ? Optional.of("contains a character that CloudEvents does not allow")
                : Optional.empty();
    }

    /**
     * The value, if it is a good one.
     *
     * @throws Refusal if it is not
     */
    static String checked(String attribute, String value) {
        fault(value).ifPresent(fault -> {
            throw new Refusal(Refusal.Reason.IDENTITY, "the " + attribute + " " + fault);
        });
        return value;
    }

    /** Control characters and halves of pairs: the second would not survive UTF-8, and two ids would become one. */
    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
