/**
 * Claims of a Builder and their verification against the files of the pushed commit.
 */
@NullMarked
package io.colony.engine.evidence;

import org.jspecify.annotations.NullMarked;
