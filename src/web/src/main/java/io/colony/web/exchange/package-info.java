/** Requests as pages read them, and what they are answered with. */
@NullMarked
package io.colony.web.exchange;

import org.jspecify.annotations.NullMarked;
