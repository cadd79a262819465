/** The languages of the pages. */
@NullMarked
package io.colony.web.language;

import org.jspecify.annotations.NullMarked;
