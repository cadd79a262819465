/** What goes wrong on purpose, and only on purpose. */
@NullMarked
package io.colony.testkit.github.fault;

import org.jspecify.annotations.NullMarked;
