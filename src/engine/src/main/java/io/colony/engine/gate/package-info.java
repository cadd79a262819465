/**
 * Deterministic checks of a change: commands of the repository and policies, each pass, fail or could-not-run.
 */
@NullMarked
package io.colony.engine.gate;

import org.jspecify.annotations.NullMarked;
