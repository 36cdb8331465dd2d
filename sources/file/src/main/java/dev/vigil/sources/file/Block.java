package dev.vigil.sources.file;

import dev.vigil.api.Event;
import java.util.List;

/**
 * Events of one file that are published together.
 *
 * @param events in their order
 * @param refusals of those lines among them that were refused
 * @param after how far the file was read once they are on the bus
 */
record Block(List<Event> events, List<Notices.Refused> refusals, Bookmark after) {}
