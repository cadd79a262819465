/** db-scheduler on the same server: what the queue is measured beside. */
@NullMarked
package io.colony.bench.peer;

import org.jspecify.annotations.NullMarked;
