/** The home page. */
@NullMarked
package io.colony.web.home;

import org.jspecify.annotations.NullMarked;
