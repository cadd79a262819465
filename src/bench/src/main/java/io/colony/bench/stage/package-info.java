/** A whole stage: claimed under its ceilings, run by an executor that answers at once, completed and booked. */
@NullMarked
package io.colony.bench.stage;

import org.jspecify.annotations.NullMarked;
