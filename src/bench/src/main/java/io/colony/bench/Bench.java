package io.colony.bench;

import io.colony.bench.store.Databases;

/**
 * What every benchmark is made of.
 *
 * @param databases of the run's server
 * @param scale how much of everything
 */
public record Bench(Databases databases, Scale scale) {}
