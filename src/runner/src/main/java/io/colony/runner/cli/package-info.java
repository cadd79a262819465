/**
 * The command line: one class per command, and what they share.
 */
@NullMarked
package io.colony.runner.cli;

import org.jspecify.annotations.NullMarked;
