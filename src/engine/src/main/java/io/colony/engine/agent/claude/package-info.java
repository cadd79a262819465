/**
 * The back end for Claude Code ({@code claude -p}). How the program behaves was seen by driving versions 2.1.197 and
 * 2.1.330 against a scripted model server; {@code docs/agents.md} says what of it matters.
 */
@NullMarked
package io.colony.engine.agent.claude;

import org.jspecify.annotations.NullMarked;
