package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.util.Optional;

/**
 * An issue that another one waits for.
 *
 * @param kind {@code blocks}, or {@code child} for a part of an epic
 * @param source what said so, such as the issue's text
 * @param waivedBy who decided that it need not be done
 */
public record DependencyEntry(
        IssueKey key, String title, IssueState state, String kind, String source, Optional<String> waivedBy) {
    /** Whether it still holds the other one up. */
    public boolean unmet() {
        return waivedBy.isEmpty() && !state.equals(IssueState.DONE);
    }
}
