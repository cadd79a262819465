package io.colony.engine.recovery;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.queue.Task;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that has ended, as breakers look at it.
 *
 * @param task as it was claimed, with that claim's epoch
 * @param backEnd the agent that ran; empty where none did
 * @param worked whether that one did anything: said something, called a tool, used tokens
 */
public record Attempt(Task task, IssueKey issue, Optional<String> backEnd, boolean worked) {
    /** How it ended. */
    public sealed interface End {
        /** The stage did its work, whatever it found. */
        record Succeeded() implements End {}

        /** It failed, or its work was rejected; {@code notBefore} is what the other side stated. */
        record Failed(FailureClass failureClass, String reason, Optional<Instant> notBefore) implements End {}

        /** It was parked or given back: that says nothing. */
        record Inconclusive() implements End {}
    }
}
