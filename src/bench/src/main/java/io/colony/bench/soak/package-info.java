/** Hours of work with all that goes wrong by itself, and whether what it takes of the machine stays level. */
@NullMarked
package io.colony.bench.soak;

import org.jspecify.annotations.NullMarked;
