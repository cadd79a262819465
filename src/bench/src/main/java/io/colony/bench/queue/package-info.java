/** The queue and what is done with it: trivial tasks, whole stages, depth, growth, a held horizon, the idle start. */
@NullMarked
package io.colony.bench.queue;

import org.jspecify.annotations.NullMarked;
