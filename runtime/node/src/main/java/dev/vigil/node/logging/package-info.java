/** How the log is written; what is logged is up to who logs. */
@NullMarked
package dev.vigil.node.logging;

import org.jspecify.annotations.NullMarked;
