/**
 * The Postgres that the program brings along: its data below the work directory, shared by all processes on it.
 */
@NullMarked
package io.colony.runner.postgres;

import org.jspecify.annotations.NullMarked;
