/**
 * Operator actions: one implementation behind slash commands, REST, command line, steps and buttons.
 */
@NullMarked
package io.colony.engine.command;

import org.jspecify.annotations.NullMarked;
