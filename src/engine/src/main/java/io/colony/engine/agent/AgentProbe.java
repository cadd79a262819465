package io.colony.engine.agent;

/**
 * Whether an agent program is there.
 *
 * @param available whether it can be started
 * @param detail the version it states, or what is missing and what to do
 */
public record AgentProbe(boolean available, String detail) {}
