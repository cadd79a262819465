/**
 * Agent runs that somebody asks for outside of any issue, such as a step of a Pipeline: supervised, booked to a repository
 * and under its ceilings like every other, and the work of no task.
 */
@NullMarked
package io.colony.engine.adhoc;

import org.jspecify.annotations.NullMarked;
