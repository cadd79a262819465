/** What waits for people, and what is out of order. */
@NullMarked
package io.colony.web.attention;

import org.jspecify.annotations.NullMarked;
