package io.colony.engine.retrospective;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.time.Instant;
import java.util.List;

/**
 * What is kept of one generation of an issue once it has ended: what was tried, what it cost, which files it touched, what
 * to do differently. Every text of others in it is a {@link Quote}; every list is cut, with what was left out counted.
 *
 * @param endedAs the terminal state, or {@code reimplemented}
 * @param attemptsLeftOut older attempts that are not listed
 * @param files paths that the change touched or, where nothing was pushed, that its evidence named
 * @param filesLeftOut paths that are not listed
 */
public record Retrospective(
        IssueKey issue,
        int generation,
        String endedAs,
        Quote reason,
        Instant createdAt,
        Instant endedAt,
        List<Tried> tried,
        int attemptsLeftOut,
        Cost cost,
        List<String> files,
        int filesLeftOut,
        List<Person> people,
        List<Lesson> lessons) {

    /**
     * An attempt.
     *
     * @param result its outcome, else why it failed, else how it ended
     */
    public record Tried(String stage, int attempt, String result, Quote reason, Usd cost, boolean wasted) {}

    /**
     * What it cost, as the ledger had it when the retrospective was made.
     *
     * @param wasted the part that went into attempts which were rejected, failed, were lost or taken away
     * @param estimated whether some of it ended without final usage
     */
    public record Cost(Usd total, Usd wasted, boolean estimated, List<Share> shares) {}

    /** What one role spent in one stage. */
    public record Share(String stage, String role, int attempts, Usd total, Usd wasted) {}

    /** What a person did, and why. */
    public record Person(String person, String action, Quote reason, Instant at) {}
}
