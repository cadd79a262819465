/**
 * Durable tasks: claimed with {@code FOR UPDATE SKIP LOCKED}, held under a lease with a fencing epoch, closed once.
 */
@NullMarked
package io.colony.engine.queue;

import org.jspecify.annotations.NullMarked;
