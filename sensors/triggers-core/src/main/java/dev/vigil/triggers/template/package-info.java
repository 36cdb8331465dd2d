/**
 * Templates that are filled with the payload of a firing, compiled once. What is here knows text and JSON, and nothing of
 * where the text goes.
 */
@NullMarked
package dev.vigil.triggers.template;

import org.jspecify.annotations.NullMarked;
