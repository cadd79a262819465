/** Real worker processes against a real Postgres, killed, cut off and delayed at random; then every invariant is checked. */
@NullMarked
package io.colony.bench.chaos;

import org.jspecify.annotations.NullMarked;
