/**
 * A code host that needs no account: bare git repositories, with issues, comments, pull requests and checks in the store.
 */
@NullMarked
package io.colony.engine.forge.local;

import org.jspecify.annotations.NullMarked;
