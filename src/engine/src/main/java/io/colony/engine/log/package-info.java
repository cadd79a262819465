/** What the engine writes to its host's log: one line an entry, whoever's words are in it. */
@NullMarked
package io.colony.engine.log;

import org.jspecify.annotations.NullMarked;
