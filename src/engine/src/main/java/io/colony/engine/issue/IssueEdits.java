package io.colony.engine.issue;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Texts that were written after an issue was let in, until a person with write permission decides about them. At most one
 * waits per issue: a newer one takes the place of an older one. Every method takes part in the given transaction.
 */
public interface IssueEdits {
    static IssueEdits postgres() {
        return new PostgresIssueEdits();
    }

    /** What waits for a decision. */
    Optional<IssueEdit> pending(Transaction transaction, long issueId);

    /** What waits for a decision on these issues. Asked without waiting. */
    Answer<Waiting> pending(Transaction transaction, Collection<Long> issueIds);

    /** That an edit waits, by the ids of the issue and the edit. */
    record Waiting(long issueId, long editId) {}

    /** How many texts of an issue were noted since then and since a person accepted or rejected one. */
    long noticedSince(Transaction transaction, long issueId, Instant since);

    /**
     * Notes a text. One that says the same as the text that agents see now, or as the one that waits, is no edit: the
     * answer is empty, and in the first case what waits is withdrawn.
     *
     * @param text {@link NewSnapshot#acceptedBy} is who wrote it
     */
    Optional<IssueEdit> propose(Transaction transaction, NewSnapshot text, IssueSnapshot current);

    /** Records a decision about what waits; {@code false} when somebody decided before. */
    boolean decide(Transaction transaction, long editId, Decision decision, String by, Instant now);

    /** What becomes of an edit. */
    enum Decision {
        /** It is the text that agents see from now on. */
        ACCEPTED,
        /** It stays on the code host; agents go on with the text that they had. */
        REJECTED,
        /** A newer text took its place. */
        SUPERSEDED
    }
}
