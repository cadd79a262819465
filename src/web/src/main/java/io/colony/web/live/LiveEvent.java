package io.colony.web.live;

import io.colony.engine.status.StoreChanges;

/**
 * One change as readers hear of it.
 *
 * @param number counts up by one
 */
record LiveEvent(long number, StoreChanges changes) {}
