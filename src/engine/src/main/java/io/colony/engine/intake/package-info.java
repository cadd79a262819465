/**
 * The Mayor: admission, order, dependencies, duplicates. No model takes part.
 */
@NullMarked
package io.colony.engine.intake;

import org.jspecify.annotations.NullMarked;
