/**
 * The command line: one small class a command. Errors of a user end in one line each on standard error.
 */
@NullMarked
package dev.vigil.node.cli;

import org.jspecify.annotations.NullMarked;
