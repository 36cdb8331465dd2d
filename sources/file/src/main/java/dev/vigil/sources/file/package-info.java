/**
 * The {@code file} source: takes the files of a folder, on one node, and publishes what is in them. {@code Intake} decides what is
 * done next and knows neither threads nor a clock; {@code FileSource} has both. {@code Bookmarks} is the position that is saved.
 */
@NullMarked
package dev.vigil.sources.file;

import org.jspecify.annotations.NullMarked;
