/** Workspaces: how long they take, beside what git's own commands take. */
@NullMarked
package io.colony.bench.workspace;

import org.jspecify.annotations.NullMarked;
