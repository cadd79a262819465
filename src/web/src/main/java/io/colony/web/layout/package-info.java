/** What all pages have in common: the frame, how single values look, tables and forms. */
@NullMarked
package io.colony.web.layout;

import org.jspecify.annotations.NullMarked;
