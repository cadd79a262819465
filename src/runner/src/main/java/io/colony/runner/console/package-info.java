/**
 * What a person sees while work goes on: a line per transition, a live table on a terminal, the table at the end.
 */
@NullMarked
package io.colony.runner.console;

import org.jspecify.annotations.NullMarked;
