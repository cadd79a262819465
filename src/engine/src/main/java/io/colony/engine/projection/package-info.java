/**
 * What the code host is told: labels, comments and statuses leave through an outbox, at least once and in order.
 */
@NullMarked
package io.colony.engine.projection;

import org.jspecify.annotations.NullMarked;
