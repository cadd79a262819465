/** What monitoring asks for: {@code /prometheus} and {@code /health/ready}. docs/metrics.md names every metric. */
@NullMarked
package io.colony.web.metrics;

import org.jspecify.annotations.NullMarked;
