package io.colony.engine.forge;

import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;

/**
 * That something has happened on a code host, as its webhook says: a hint where to look. What it means is decided on what
 * the code host's API says then; of a signal only who did it is believed, which no later question can tell.
 */
public sealed interface HostSignal {
    /**
     * An issue was filed, edited, closed, opened again or labelled.
     *
     * @param label that was put on or taken off
     */
    record IssueChanged(IssueKey key, Change change, String login, Optional<String> label) implements HostSignal {
        /** What happened to it. */
        public enum Change {
            OPENED,
            EDITED,
            CLOSED,
            REOPENED,
            LABELED,
            UNLABELED,
            /** It is gone: deleted, or taken to another repository. */
            GONE
        }
    }

    /**
     * Somebody wrote a comment.
     *
     * @param key of the issue or pull request that it stands on
     * @param body as it was written, which may have been edited since
     */
    record Commented(IssueKey key, boolean pullRequest, long commentId, String login, String body)
            implements HostSignal {}

    /** A pull request was opened, pushed to, closed, merged or opened again. */
    record PullRequestChanged(String slug, long number, String headBranch, String login) implements HostSignal {}

    /** A pull request was reviewed, or a review dismissed. */
    record Reviewed(String slug, long number, long reviewId, String login) implements HostSignal {}

    /** A check or status of a commit came, or changed. */
    record ChecksChanged(String slug, String sha) implements HostSignal {}

    /**
     * A branch was pushed to, made or deleted.
     *
     * @param after what it points at; empty where it is gone
     */
    record Pushed(String slug, String branch, Optional<String> after, String login) implements HostSignal {}

    /**
     * A repository was renamed, transferred, archived, or got another default branch.
     *
     * @param slug as it is now
     */
    record RepositoryChanged(String slug, Optional<String> hostId) implements HostSignal {}

    /**
     * No webhook, but a list of what has changed named this issue or pull request, and the poll could not look at it.
     *
     * @param open as the list said
     * @param labels as the list said
     */
    record Listed(IssueKey key, boolean pullRequest, boolean open, List<String> labels) implements HostSignal {}

    /** Nothing that we act on. */
    record Irrelevant(String why) implements HostSignal {}
}
