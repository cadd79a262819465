/** What people who watch cost the work: the program with its demonstration, without and with readers of its pages. */
@NullMarked
package io.colony.bench.readers;

import org.jspecify.annotations.NullMarked;
