/** The audit log. */
@NullMarked
package io.colony.web.audit;

import org.jspecify.annotations.NullMarked;
