/** The door that a code host's webhooks come in by. */
@NullMarked
package io.colony.web.webhook;

import org.jspecify.annotations.NullMarked;
