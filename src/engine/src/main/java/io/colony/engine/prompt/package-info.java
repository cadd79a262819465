/**
 * From a stage's context to prompt text. Text that strangers wrote is normalised and fenced as data on the way.
 */
@NullMarked
package io.colony.engine.prompt;

import org.jspecify.annotations.NullMarked;
