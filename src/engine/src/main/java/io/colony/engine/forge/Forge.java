package io.colony.engine.forge;

import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The neutral port to a code host. Outcomes that a caller decides on are values; what cannot be decided on
 * ({@link ForgeException}: unreachable, refused, gone) carries its failure class.
 *
 * <p>Acts are by comparison, so that a repeat after a crash finds what was done instead of doing it twice. Safe for use
 * by many threads.
 */
public interface Forge {
    /** Who issues and comments of our own are from, where the code host lets us choose. */
    String OWN_IDENTITY = "colony";

    /** The adapter's name as the store holds it, such as {@code local}. */
    String name();

    RepositoryInfo repository(String slug);

    ForgeIssue issue(IssueKey key);

    /**
     * Open issues, oldest first, read page by page as they are gone through: strangers decide how many there are, and how
     * long each is, so that nobody keeps the bodies of all. Going through them may throw what asking may.
     */
    Stream<ForgeIssue> openIssues(String slug);

    /**
     * Files an issue.
     *
     * @param author where the code host lets us choose; else it is from our own account, as the answer says
     */
    ForgeIssue createIssue(String slug, String title, String body, String author, List<String> labels);

    /**
     * The issue that we ourselves filed and whose body holds this marker: how a repeat after a crash finds what was done.
     * A stranger's issue is never it, whatever its body says. Where the adapter does not say otherwise only open issues
     * are looked at.
     *
     * @param marker one line of the body, unique within the repository
     */
    default Optional<ForgeIssue> findOwnIssue(String slug, String marker) {
        return openIssues(slug)
                .filter(issue -> issue.author().equals(OWN_IDENTITY)
                        && issue.body().lines().anyMatch(marker::equals))
                .findFirst();
    }

    void closeIssue(IssueKey key);

    /**
     * Makes the set of labels that begin with the prefix be exactly the given one; other labels are left alone. Does
     * nothing for a pull request where those bear no labels.
     *
     * @param label in full, prefix included
     */
    void setStateLabel(IssueKey key, String prefix, String label);

    /**
     * Writes a comment on an issue or pull request, or edits the one written before under the same hidden marker.
     *
     * @param marker unique within the issue or pull request; never shown
     */
    void putComment(IssueKey key, String marker, String body);

    /** Comments on an issue or pull request, oldest first, read and kept as {@link #openIssues} are. */
    Stream<ForgeComment> comments(IssueKey key);

    /** The highest id among them; 0 where there are none. */
    default long newestComment(IssueKey key) {
        return comments(key).mapToLong(ForgeComment::id).max().orElse(0);
    }

    /** One comment as it is now; empty when it was deleted. */
    default Optional<ForgeComment> comment(IssueKey key, long id) {
        return comments(key).filter(comment -> comment.id() == id).findFirst();
    }

    /** Lets whoever wrote the comment see what becomes of it, where the code host has a way to; twice is once. */
    default void react(IssueKey key, long commentId, Reaction reaction) {}

    /**
     * Whether a login is one of ours: what it writes is no command, no answer and no approval.
     */
    boolean isOwn(String login);

    /** Who put the label on that the issue has now, where the code host tells; empty where it is not there. */
    default Optional<Deed> labelledBy(IssueKey key, String label) {
        return Optional.empty();
    }

    /** Who changed the issue's words last, where the code host tells. */
    default LastEdits lastEdits(IssueKey key) {
        return LastEdits.NONE;
    }

    /**
     * The last change of each part of an issue's words since it was filed.
     *
     * @param title empty where it is as it was filed
     * @param body empty where it is as it was filed
     */
    record LastEdits(Optional<Deed> title, Optional<Deed> body) {
        /** Nobody changed anything, or the code host does not tell. */
        public static final LastEdits NONE = new LastEdits(Optional.empty(), Optional.empty());
    }

    /** Somebody did something; the time is the code host's, in whole seconds on some. */
    record Deed(String login, Instant at) {}

    /** Who opened the issue again, where the code host tells and nobody closed it since. */
    default Optional<Reopening> reopened(IssueKey key) {
        return Optional.empty();
    }

    /** Somebody opened an issue again. */
    record Reopening(String login, Instant at) {}

    /** The issues that the code host itself says this one waits for, besides what its text says. */
    default List<IssueKey> blockers(IssueKey key) {
        return List.of();
    }

    /** The parts that the code host itself says this one has. */
    default List<IssueKey> subIssues(IssueKey key) {
        return List.of();
    }

    /** Shows a part of an epic as such, where the code host has a way to; twice is once. */
    default void addSubIssue(IssueKey parent, IssueKey child) {}

    /** Whether {@link #changes} tells what changed, so that nobody needs to look through all that there is. */
    default boolean tellsChanges() {
        return false;
    }

    /**
     * What has changed since an earlier answer, so that lost webhooks are healed. One conditional request where nothing
     * has.
     *
     * @param cursor of the earlier answer; empty for the first one, which tells what is open
     */
    default HostChanges changes(String slug, Optional<String> cursor) {
        return HostChanges.NONE;
    }

    /** Reviews of a pull request by people and programs, oldest first. */
    default List<PullRequestReview> reviews(String slug, long number) {
        return List.of();
    }

    /** What a review says as a whole, in its author's words; may be blank. */
    default String reviewBody(String slug, long number, long reviewId) {
        return "";
    }

    /**
     * What the author of a review said at lines of the change, in the order that the code host gives; read and kept as
     * {@link #openIssues} are.
     */
    default Stream<PullRequestReview.LineComment> lineComments(String slug, long number, long reviewId) {
        return Stream.empty();
    }

    /** Replaces what a pull request of ours says about itself; one that says so already is left alone. */
    default void describePullRequest(String slug, long number, String title, String body) {}

    void setStatus(String slug, CommitStatus status);

    List<CommitStatus> statuses(String slug, String sha);

    /** The commit that a branch points at on the code host at this moment; empty when there is no such branch. */
    Optional<String> tip(String slug, String branch);

    /** The branches whose names begin with the prefix, in full. */
    List<String> branches(String slug, String prefix);

    /** The newest pull request of ours from this head branch, whatever its state; those that others opened are not meant. */
    Optional<PullRequest> findPullRequest(String slug, String headBranch);

    PullRequest pullRequest(String slug, long number);

    /** What a pull request says about itself below its title; untrusted where a person or a stranger wrote it. */
    default String pullRequestBody(String slug, long number) {
        return "";
    }

    /** Opens a pull request. Where one from this head branch is open already, answers that one and opens none. */
    PullRequest openPullRequest(String slug, NewPullRequest pullRequest);

    void closePullRequest(String slug, long number);

    /**
     * Pushes a commit of a trusted clone to our own branch, by comparison ({@code --force-with-lease}).
     *
     * @param clone a git directory that holds the commit
     * @param expected what the branch must point at now; empty when it must not exist
     */
    PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha);

    /** Merges, only if the pull request's head is still {@code expectedHead} and the host's rules allow it. */
    MergeOutcome merge(String slug, long pullRequest, String expectedHead, String message);

    /** Whether the code host's own merge queue has the pull request: it is not to be touched then. */
    default boolean inMergeQueue(String slug, long pullRequest) {
        return false;
    }

    /** What the login may do in the repository at this moment. */
    Permission permission(String slug, String login);

    /** Where the repository is cloned from without a credential or with one that only reads. */
    String cloneUrl(String slug);

    /** What guards the branch, as far as the code host lets us see it. */
    default Protection protection(String slug, String branch) {
        return new Protection.Unknown("code host '" + name() + "' is not asked about it");
    }

    /** What guards a branch. */
    sealed interface Protection {
        /**
         * The host told.
         *
         * @param requiredChecks contexts that must be successful before a merge, sorted
         * @param mergerMayBypass whether whoever merges for us could merge without them
         */
        record Known(List<String> requiredChecks, boolean mergerMayBypass) implements Protection {}

        /** It cannot be seen, such as for want of a permission; nothing is concluded from that. */
        record Unknown(String reason) implements Protection {}
    }

    /**
     * A repository as the code host states it.
     *
     * @param slug its name now, which is another one than asked for where it was renamed or transferred
     * @param hostId what stays when it is renamed or transferred; empty where the code host has nothing of the kind
     */
    record RepositoryInfo(String slug, String defaultBranch, String cloneUrl, Optional<String> hostId) {
        /** On a code host where repositories keep their names. */
        public RepositoryInfo(String slug, String defaultBranch, String cloneUrl) {
            this(slug, defaultBranch, cloneUrl, Optional.empty());
        }
    }

    /** An issue as the code host states it. */
    record ForgeIssue(IssueKey key, String title, String body, String author, boolean open, List<String> labels) {}

    /**
     * A comment.
     *
     * @param person whether a person wrote it, as far as the code host tells, and no program
     * @param edited whether it was changed after it was written
     * @param marker where we wrote it
     */
    record ForgeComment(long id, String author, boolean person, String body, boolean edited, Optional<String> marker) {}

    /** What whoever wrote a comment is shown of it. */
    enum Reaction {
        /** It was read, and will be answered. */
        SEEN,
        /** It was carried out. */
        DONE,
        /** It was not carried out; the reply says why. */
        REFUSED
    }

    /** A status of a commit, such as {@code colony/review}. */
    record CommitStatus(String sha, String context, CheckState state, String description) {
        /** The closed set of code hosts. */
        public enum CheckState {
            PENDING,
            SUCCESS,
            FAILURE,
            ERROR
        }
    }

    /** A pull request to be opened. */
    record NewPullRequest(String title, String body, String author, String head, String base) {}

    /** A pull request as the code host states it. */
    record PullRequest(
            long number,
            String title,
            String head,
            String headSha,
            String base,
            State state,
            Optional<String> mergeSha,
            String author) {
        /** The closed set of code hosts. */
        public enum State {
            OPEN,
            CLOSED,
            MERGED
        }
    }

    /** What somebody may do. */
    enum Permission {
        NONE,
        READ,
        WRITE,
        ADMIN
    }

    /** What became of a push. */
    sealed interface PushOutcome {
        /** The branch points at the commit, by this push or an earlier one. */
        record Pushed(boolean already) implements PushOutcome {}

        /** The branch points elsewhere than expected. */
        record Moved(Optional<String> actual) implements PushOutcome {}

        /** The host or its rules refused. */
        record Rejected(String reason) implements PushOutcome {}
    }

    /** What became of a merge. */
    sealed interface MergeOutcome {
        /** The base holds the change, by this call or an earlier one. */
        record Merged(String sha, boolean already) implements MergeOutcome {}

        /** The pull request's head is another commit now. */
        record HeadMoved(String actual) implements MergeOutcome {}

        /** The base moved so that the change no longer applies cleanly: rebase and try again. */
        record BaseMoved(String base) implements MergeOutcome {}

        /** Checks or reviews that the host requires are missing, or the pull request is closed. */
        record Blocked(String reason) implements MergeOutcome {}

        /** The host's own merge queue has it and merges it by itself. */
        record Queued(String reason) implements MergeOutcome {}
    }
}
