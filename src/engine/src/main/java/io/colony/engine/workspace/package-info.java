/**
 * One clean directory per attempt: created below a root, checked, its unfinished work saved, then removed.
 */
@NullMarked
package io.colony.engine.workspace;

import org.jspecify.annotations.NullMarked;
