/**
 * Benchmarks and torture. Each benchmark measures ours, the peer and the limit in turn in one run, since machines are small
 * and noisy and only ratios count; each counts correctness besides. Real Postgres with fsync on.
 */
@NullMarked
package io.colony.bench;

import org.jspecify.annotations.NullMarked;
