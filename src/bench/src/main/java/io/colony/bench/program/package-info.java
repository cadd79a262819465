/** The program as people start it, in processes of its own. */
@NullMarked
package io.colony.bench.program;

import org.jspecify.annotations.NullMarked;
