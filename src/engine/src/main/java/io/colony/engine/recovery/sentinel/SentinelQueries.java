package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.survival.MergeWatch;
import io.colony.engine.recovery.survival.Survivals.Setback;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What detectors read of the store; each method in a transaction of its own that cannot write. */
public interface SentinelQueries {
    /** Queries on the store. */
    static SentinelQueries postgres(Database database, IssueStore issues, Repositories repositories) {
        return new PostgresSentinelQueries(database, issues, repositories);
    }

    /** Issues that have been in their state for longer than its age, the longest first; at most 200. */
    List<Waiting> olderThan(Map<IssueState, Duration> ages, Instant now);

    /** Issues at work that have been sent back so often in their generation; at most 200. */
    List<Waiting> reworked(int rounds);

    /** Given-up tasks whose issue has no newer one, and given-up messages, by repository. */
    List<DeadLetters> deadLetters();

    /**
     * Webhooks and items of polls that were put aside or failed often, and repositories that could not be polled since; by
     * repository.
     */
    List<Unheard> unheard(Instant notPolledSince);

    /** Issues that a transient failure blocked; at most 200. */
    List<Blocked> blockedByTransientFailure();

    /** Claimed tasks whose lease ended before; at most 200. */
    List<Silent> expiredLeases(Instant before);

    /** Workers that have not signed off and were seen last within the window. */
    List<Silent> silentWorkers(Instant from, Instant to);

    /** What each repository that spent anything today spent, and what it spends on a usual day. */
    List<Spend> repositorySpend(Instant now);

    /** What each unfinished issue that spent anything has spent, and what a finished one of its repository costs. */
    List<Spend> issueSpend();

    List<Repository> repositories();

    /** A repository's issues that have not ended, with whether somebody is at work and whether messages wait. */
    List<Followed> unfinished(long repositoryId);

    /** Whether the store knows the issue. */
    boolean known(IssueKey key);

    /** What a repository's protection was when it was last accepted. */
    Optional<Accepted> acceptedProtection(long repositoryId);

    /** Merged changes whose fate is open, merged since then, the oldest first. */
    List<MergeWatch> openWatches(Instant mergedSince);

    /** Merged changes that were found not to stand since then, the oldest first. */
    List<Setback> setbacks(Instant since);

    /** An issue that waits. */
    record Waiting(IssueKey key, IssueState state, Instant since, int reworkRounds) {}

    /** What was given up in a repository. */
    record DeadLetters(String repository, long tasks, long messages, Instant oldest) {}

    /**
     * What the code host may have told in vain; neither webhooks nor items where a whole poll failed.
     *
     * @param webhooks how many were put aside
     * @param items issues and pull requests that a poll named and that were put aside, such as {@code #7}; at most 20
     * @param unanswered those that the code host has often not answered for, and that are tried every hour; at most 20
     */
    record Unheard(String repository, long webhooks, List<String> items, List<String> unanswered, String error) {}

    /** An issue that a transient failure blocked, and how often the Sentinel retried it before. */
    record Blocked(Issue issue, int unblocks, String reason) {}

    /** Somebody who should have been heard of. */
    record Silent(String name, Instant lastHeard, String detail) {}

    /**
     * Money against what is usual.
     *
     * @param usual the median; zero where there is none
     * @param sample of how many the median is
     */
    record Spend(String subject, Usd spent, Usd usual, int sample) {}

    /**
     * An issue as the code host is held against it.
     *
     * @param executor of the task that is claimed at this moment
     * @param outboxPending whether the code host has not been told all yet
     * @param pushed the commits that we have pushed to its branch, or meant to
     * @param merging whether a merge of ours is under way
     */
    record Followed(
            Issue issue, Optional<String> executor, boolean outboxPending, List<String> pushed, boolean merging) {}

    /** Protection as accepted; the same once more is another acceptance. */
    record Accepted(List<String> requiredChecks, boolean mayBypass, Instant at) {}
}
