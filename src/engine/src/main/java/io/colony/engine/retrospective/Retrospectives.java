package io.colony.engine.retrospective;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which generations of issues have ended, and what was made of each: one retrospective, once. Every method takes part in
 * the given transaction.
 */
public interface Retrospectives {
    static Retrospectives postgres() {
        return new PostgresRetrospectives();
    }

    /**
     * Notes that a generation has ended, in the transaction that ends it; a second time changes nothing.
     *
     * @param issue as it now is
     */
    void ended(Transaction transaction, Issue issue, int generation, String endedAs, String reason, Instant at);

    /** Generations whose retrospective is due, longest due first. */
    List<Long> due(Transaction transaction, Instant now, int limit);

    /**
     * Locks one that is to be made until the transaction ends; empty where it was made meanwhile or somebody else makes
     * it right now.
     */
    Optional<Due> lock(Transaction transaction, long id);

    /** What the store knows of the generation. */
    RetrospectiveFacts facts(Transaction transaction, Due due);

    /** Stores what was made, with the generation's last run, and makes it findable by its files. */
    void made(Transaction transaction, Due due, Retrospective retrospective, Instant at);

    /** There was nothing to look back on: no run took place. */
    void nothingToMake(Transaction transaction, Due due, Instant at);

    /** To be tried again. */
    void postpone(Transaction transaction, long id, Instant nextAt, Optional<String> error);

    /** Retrospectives of a tenant, newest first. */
    List<Entry> list(Transaction transaction, Filter filter);

    /** The retrospectives of one issue, newest first. */
    List<Entry> of(Transaction transaction, IssueKey issue);

    /**
     * Keeps a retrospective from other issues' prompts, or gives it back to them; it stays readable for people.
     *
     * @param by who decides
     * @param reason why; empty to give it back
     * @return the tenant whose issue it is; empty where the issue has no retrospective
     */
    Optional<Long> withhold(Transaction transaction, IssueKey issue, String by, Optional<String> reason, Instant at);

    /**
     * A generation that has ended.
     *
     * @param lastRunId its last run; empty where none took place
     * @param firstRunId its runs have greater ids than the generation before: the last of that, or 0
     * @param firstVersion the same for the issue's versions
     * @param open whether a run of it has not ended, so that its cost is not known
     */
    record Due(
            long id,
            long issueId,
            long repositoryId,
            IssueKey issue,
            int generation,
            String endedAs,
            String reason,
            Instant endedAt,
            Optional<Long> lastRunId,
            long firstRunId,
            long lastVersion,
            long firstVersion,
            boolean open,
            int attempts) {}

    /**
     * Which ones are listed.
     *
     * @param repository {@code owner/name}; empty for all
     */
    record Filter(String tenant, Optional<String> repository, int limit) {}

    /**
     * One that was made.
     *
     * @param content the artefact
     * @param withheld by whom and why it reaches no prompt
     */
    record Entry(IssueKey issue, int generation, Instant endedAt, JsonNode content, Optional<String> withheld) {}
}
