/**
 * Configuration: HOCON files read once into validated records, and the sources, sensors and triggers that they name.
 * Nothing here opens a port, a database or a thread.
 */
@NullMarked
package dev.vigil.node.config;

import org.jspecify.annotations.NullMarked;
