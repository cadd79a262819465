/**
 * Webhooks of a code host: the entrance verifies, stores and answers; the processor works through what is stored. What a
 * payload says is a hint where to look and nothing more.
 */
@NullMarked
package io.colony.engine.intake.webhook;

import org.jspecify.annotations.NullMarked;
