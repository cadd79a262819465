/**
 * The neutral port to a code host, and the intents that make push, pull request and merge safe against any crash:
 * commit the intent first, act by comparison, record the result.
 */
@NullMarked
package io.colony.engine.forge;

import org.jspecify.annotations.NullMarked;
