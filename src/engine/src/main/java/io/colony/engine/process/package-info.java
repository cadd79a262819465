/**
 * Supervision of subprocesses: limits, output pumping, and an end that is proved. The only user of {@code ProcessBuilder}.
 */
@NullMarked
package io.colony.engine.process;

import org.jspecify.annotations.NullMarked;
