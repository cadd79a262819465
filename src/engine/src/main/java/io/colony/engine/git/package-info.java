/**
 * Git: the hardened git command, the trusted clones, and rebases with their conflict rules.
 *
 * <p>Every call of git goes through {@link io.colony.engine.git.GitCommand}, so that no hook, filter, alias, helper or
 * configuration of a repository or of the machine takes part.
 */
@NullMarked
package io.colony.engine.git;

import org.jspecify.annotations.NullMarked;
