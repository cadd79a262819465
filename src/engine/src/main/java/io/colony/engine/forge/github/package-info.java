/**
 * The adapter for GitHub and GitHub Enterprise. One {@code Wire} per credential is the only way out: it adds the token,
 * asks the governor, remembers ETags, and turns refusals into {@link io.colony.engine.forge.ForgeException}s. The client
 * library (hub4j) stands on it where one method of it is one request; everything else is plain JSON on the same wire.
 */
@NullMarked
package io.colony.engine.forge.github;

import org.jspecify.annotations.NullMarked;
