package io.colony.engine.projection;

import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import java.util.Optional;

/** What the code host is told. Never more than a picture of the store: what is told changes nothing here. */
public sealed interface Projection {
    /**
     * The issue's state as a label.
     *
     * @param prefix which labels are ours
     * @param label in full, prefix included
     */
    record Label(String prefix, String label) implements Projection {}

    /**
     * A comment.
     *
     * @param pullRequest where it is written; empty for the issue itself
     * @param marker what names it on the code host: a later comment with the same marker takes its place
     */
    record Comment(Optional<Long> pullRequest, String marker, String body) implements Projection {}

    /** A pull request of an earlier generation is closed; its branch is kept. Closing it twice is closing it once. */
    record PullRequestClosed(long number) implements Projection {}

    /** The issue is done and is closed. Not told where it has begun anew before it could be. */
    record IssueClosed() implements Projection {}

    /** What a pull request of ours says about itself, where that has changed since it was opened. */
    record PullRequestText(long number, String title, String body) implements Projection {}

    /**
     * A status of a commit, such as {@code colony/review}. About a change to another branch than the repository's default one
     * it is told under a name that has that branch in it: {@code colony/review/release/1.x}.
     */
    record Status(String sha, String context, CheckState state, String description) implements Projection {}
}
