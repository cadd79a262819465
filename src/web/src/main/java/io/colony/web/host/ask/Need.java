package io.colony.web.host.ask;

import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Role;
import java.util.Optional;

/**
 * What it takes to ask.
 *
 * @param issue that it is about; empty for a repository as a whole
 */
public record Need(Role role, String repository, Optional<IssueKey> issue) {
    static Need of(Role role, IssueKey issue) {
        return new Need(role, issue.repository(), Optional.of(issue));
    }

    /** About a repository as a whole. */
    public static Need ofRepository(Role role, String repository) {
        return new Need(role, repository, Optional.empty());
    }
}
