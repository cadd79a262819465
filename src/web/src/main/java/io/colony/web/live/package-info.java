/** Tells open pages that the store changed. */
@NullMarked
package io.colony.web.live;

import org.jspecify.annotations.NullMarked;
