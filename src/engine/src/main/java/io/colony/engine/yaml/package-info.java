/**
 * Strict reading of YAML files that people write: every key must be known, every value of the expected kind, and each
 * error names file, line and what to write instead.
 */
@NullMarked
package io.colony.engine.yaml;

import org.jspecify.annotations.NullMarked;
