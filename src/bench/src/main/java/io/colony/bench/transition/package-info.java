/** One transition of an issue: with its row, task, audit row and outbox row, all or nothing. */
@NullMarked
package io.colony.bench.transition;

import org.jspecify.annotations.NullMarked;
