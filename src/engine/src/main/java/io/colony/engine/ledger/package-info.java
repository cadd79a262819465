/**
 * What agents cost: reservations before a run, settlement after it, ceilings per run, issue, repository-day and
 * tenant-month, and totals that always equal the sum of the events.
 */
@NullMarked
package io.colony.engine.ledger;

import org.jspecify.annotations.NullMarked;
