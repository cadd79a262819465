/** Stores to measure on: filled once, copied fresh for each reading; the engine's ports on top, or bare connections. */
@NullMarked
package io.colony.bench.store;

import org.jspecify.annotations.NullMarked;
