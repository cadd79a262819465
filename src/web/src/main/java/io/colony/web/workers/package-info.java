/** Workers, the queue and what is held up. */
@NullMarked
package io.colony.web.workers;

import org.jspecify.annotations.NullMarked;
