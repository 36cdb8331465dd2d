package dev.vigil.sources.file;

import java.time.Instant;

/**
 * Where an event comes from.
 *
 * @param id what names the line
 * @param file the name of the file
 * @param now when it was read
 */
record Origin(String id, String file, Instant now) {}
