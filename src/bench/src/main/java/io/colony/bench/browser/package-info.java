/** People with the pages open, as a process of its own: a browser's requests and the pages' script, without a screen. */
@NullMarked
package io.colony.bench.browser;

import org.jspecify.annotations.NullMarked;
