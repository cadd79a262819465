/** What becomes of a change once it is merged: whether the base stands it, and whether it stays. */
@NullMarked
package io.colony.engine.recovery.survival;

import org.jspecify.annotations.NullMarked;
