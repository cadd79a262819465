/**
 * What happens after a failure: classes as values, one retry policy, breakers, and the Sentinel's detectors.
 */
@NullMarked
package io.colony.engine.recovery;

import org.jspecify.annotations.NullMarked;
