package dev.vigil.benchmarks.http;

/** How events come. */
enum Shape {
    /** One in each request. */
    SINGLE("application/cloudevents+json", 1, 0),
    /** A hundred in each request. */
    BATCH("application/cloudevents-batch+json", 100, 100_000_000_000L),
    /** One a line, in requests without an end; a hundred are sent together. */
    STREAM("application/x-ndjson", 100, 200_000_000_000L);

    private final String contentType;
    private final int events;
    private final long firstId;

    Shape(String contentType, int events, long firstId) {
        this.contentType = contentType;
        this.events = events;
        this.firstId = firstId;
    }

    String contentType() {
        return contentType;
    }

    /** How many events are sent at once. */
    int events() {
        return events;
    }

    /** Where its events' ids begin: what had come in another shape would be recognised, and not be written. */
    long firstId() {
        return firstId;
    }
}
