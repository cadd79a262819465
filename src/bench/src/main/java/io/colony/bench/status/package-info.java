/** What people and reports read: an issue with its timeline and cost, and what a tenant spent. */
@NullMarked
package io.colony.bench.status;

import org.jspecify.annotations.NullMarked;
