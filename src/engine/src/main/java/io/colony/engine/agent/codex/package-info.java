/**
 * The back end for Codex ({@code codex exec}). How the program behaves was seen by driving version 0.169.0 against a
 * scripted model server; {@code docs/agents.md} says what of it matters.
 */
@NullMarked
package io.colony.engine.agent.codex;

import org.jspecify.annotations.NullMarked;
