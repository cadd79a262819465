/**
 * Real commits of a repository that somebody else wrote, done again as issues by a scripted agent that is wrong at times; then
 * what was merged is held against what the commits did.
 */
@NullMarked
package io.colony.bench.replay;

import org.jspecify.annotations.NullMarked;
