/** What was spent and delivered, by day and by what people ask for. */
@NullMarked
package io.colony.web.cost;

import org.jspecify.annotations.NullMarked;
