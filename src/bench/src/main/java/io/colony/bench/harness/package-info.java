/** How a benchmark is run, what it yields, and how its readings are judged; knows no benchmark. */
@NullMarked
package io.colony.bench.harness;

import org.jspecify.annotations.NullMarked;
