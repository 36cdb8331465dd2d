/** What the tests of lives that are written as tables have in common. */
@NullMarked
package dev.vigil.engine.life;

import org.jspecify.annotations.NullMarked;
