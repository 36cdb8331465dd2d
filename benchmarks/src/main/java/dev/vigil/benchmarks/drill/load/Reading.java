package dev.vigil.benchmarks.drill.load;

/**
 * An event of the drill.
 *
 * @param id its id
 * @param key its subject
 * @param value what it reads
 */
public record Reading(String id, String key, long value) {
    /** The source of all of them. */
    public static final String SOURCE = "/drill";

    /** The value of an event that no handler can take: it is in the log and in no state. */
    public static final long POISON = Long.MIN_VALUE;

    String json() {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + SOURCE
                + "\",\"type\":\"reading\",\"subject\":\"" + key
                + "\",\"datacontenttype\":\"application/json\",\"data\":{\"value\":"
                + (value == POISON ? "\"poison\"" : value) + "}}";
    }
}
