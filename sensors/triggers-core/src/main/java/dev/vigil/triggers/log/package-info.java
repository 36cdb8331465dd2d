/** The {@code log} trigger: one line in this node's log for each firing. Nothing here does I/O but through slf4j. */
@NullMarked
package dev.vigil.triggers.log;

import org.jspecify.annotations.NullMarked;
