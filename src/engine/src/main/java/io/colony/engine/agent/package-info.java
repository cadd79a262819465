/**
 * The port to a coding agent: a back end turns a real command-line program's stream into {@link
 * io.colony.engine.agent.AgentEvent}s and one {@link io.colony.engine.agent.AgentResult}.
 */
@NullMarked
package io.colony.engine.agent;

import org.jspecify.annotations.NullMarked;
