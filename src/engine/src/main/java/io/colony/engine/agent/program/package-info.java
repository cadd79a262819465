/**
 * What all agent programs have in common: a run under supervision, the lines they print turned into events, and the
 * judgement whether it ended well. A {@link io.colony.engine.agent.program.Dialect} says what is different.
 */
@NullMarked
package io.colony.engine.agent.program;

import org.jspecify.annotations.NullMarked;
