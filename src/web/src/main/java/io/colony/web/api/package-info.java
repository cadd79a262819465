/** The JSON API. */
@NullMarked
package io.colony.web.api;

import org.jspecify.annotations.NullMarked;
