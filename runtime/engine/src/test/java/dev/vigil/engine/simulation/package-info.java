/**
 * The slots' pure core driven through seeded losses, duplicates, reorderings and crashes, held against a model that is
 * computed from nothing but what is on disk and what the sources sent.
 */
@NullMarked
package dev.vigil.engine.simulation;

import org.jspecify.annotations.NullMarked;
