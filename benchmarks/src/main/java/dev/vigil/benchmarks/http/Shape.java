package dev.vigil.benchmarks.http;

/** How events come. */
enum Shape {
    /** One in each request. */
    SINGLE("application/cloudevents+json", 1),
    /** A hundred in each request. */
    BATCH("application/cloudevents-batch+json", 100),
    /** One a line, in requests without an end; a hundred are sent together. */
    STREAM("application/x-ndjson", 100);

    private final String contentType;
    private final int events;

    Shape(String contentType, int events) {
        this.contentType = contentType;
        this.events = events;
    }

    String contentType() {
        return contentType;
    }

    /** How many events are sent at once. */
    int events() {
        return events;
    }
}
