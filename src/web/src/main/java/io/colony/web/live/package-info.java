/** Tells open pages that the store changed, and keeps pages for the moment that they hold. */
@NullMarked
package io.colony.web.live;

import org.jspecify.annotations.NullMarked;
