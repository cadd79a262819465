/**
 * Backup and restore: the store in one file, without any program of Postgres; and after a restore, the comparison with the
 * code host that comes before anything is dispatched.
 */
@NullMarked
package io.colony.engine.backup;

import org.jspecify.annotations.NullMarked;
