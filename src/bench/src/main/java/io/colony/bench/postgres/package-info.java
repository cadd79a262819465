/** A real Postgres server of this machine's package, with fsync on, for the time of one run. */
@NullMarked
package io.colony.bench.postgres;

import org.jspecify.annotations.NullMarked;
