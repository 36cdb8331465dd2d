/**
 * The {@code http} trigger: one HTTP request for each attempt of a firing. What is here makes requests from templates,
 * sends them and reads answers; when to try again, how many attempts run at once and what becomes of a dead letter is the engine's.
 */
@NullMarked
package dev.vigil.triggers.http;

import org.jspecify.annotations.NullMarked;
