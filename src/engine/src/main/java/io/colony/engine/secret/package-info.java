/**
 * Values that must never be printed, and the redaction of text that might hold them.
 */
@NullMarked
package io.colony.engine.secret;

import org.jspecify.annotations.NullMarked;
