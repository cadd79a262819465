/**
 * Read models for pages, API and the command line. Reads only.
 */
@NullMarked
package io.colony.engine.status;

import org.jspecify.annotations.NullMarked;
