/** The files that pages load. */
@NullMarked
package io.colony.web.assets;

import org.jspecify.annotations.NullMarked;
