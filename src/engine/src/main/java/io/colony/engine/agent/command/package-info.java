/**
 * The back end for any program that speaks Colony's JSON-lines protocol, described in {@code docs/agents.md}.
 */
@NullMarked
package io.colony.engine.agent.command;

import org.jspecify.annotations.NullMarked;
