/** The page of one issue, with its runs and gates. */
@NullMarked
package io.colony.web.issue;

import org.jspecify.annotations.NullMarked;
