/**
 * The back end for Gemini CLI ({@code gemini}). How the program behaves was seen by driving version 0.61.0 against a
 * scripted model server; {@code docs/agents.md} says what of it matters.
 */
@NullMarked
package io.colony.engine.agent.gemini;

import org.jspecify.annotations.NullMarked;
