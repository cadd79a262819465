/** Webhooks: verified, stored once, answered. */
@NullMarked
package io.colony.bench.webhook;

import org.jspecify.annotations.NullMarked;
