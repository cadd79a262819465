/**
 * Wiring and life cycle of the engine: {@link io.colony.engine.Colony} is what a host starts, drains and stops.
 *
 * <p>Deterministic code decides; a model only proposes. Every feature has a package of its own beneath this one.
 */
@NullMarked
package io.colony.engine;

import org.jspecify.annotations.NullMarked;
