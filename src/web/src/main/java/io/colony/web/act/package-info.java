/** Commands to issues: the buttons of their pages, and the same by the API. */
@NullMarked
package io.colony.web.act;

import org.jspecify.annotations.NullMarked;
