package io.colony.engine.agent;

import io.colony.engine.ledger.Tokens;
import java.util.Map;

/**
 * What was seen of a run while it went on, whatever its program states at the end: that can be forged by a tool, which may
 * write to the program's output.
 *
 * @param worked whether the model said anything, a tool was called, or tokens were used before the last word
 * @param seen by model, the tokens that the program named while it worked: a lower bound of what it used. Empty where it
 *     names none before its end
 */
public record AgentTrace(boolean worked, Map<String, Tokens> seen) {
    /** Nothing was seen. */
    public static final AgentTrace NONE = new AgentTrace(false, Map.of());

    public AgentTrace {
        seen = Map.copyOf(seen);
    }
}
