/** Pieces of pages that cannot carry markup of strangers. */
@NullMarked
package io.colony.web.html;

import org.jspecify.annotations.NullMarked;
