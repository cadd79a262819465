/**
 * The Sentinel: detectors, each a small class that answers findings as values; one loop that runs them in the process
 * that leads, keeps what they find, and carries out what they ask for through the same ports as everybody else.
 */
@NullMarked
package io.colony.engine.recovery.sentinel;

import org.jspecify.annotations.NullMarked;
