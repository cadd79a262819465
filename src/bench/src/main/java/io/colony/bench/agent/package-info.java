/** What it costs to understand the output of agent programs. */
@NullMarked
package io.colony.bench.agent;

import org.jspecify.annotations.NullMarked;
