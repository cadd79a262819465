package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is known of an issue's attempts besides their artefacts, each part bounded. Takes part in the given transaction. */
interface AttemptNotes {
    static AttemptNotes postgres() {
        return new PostgresAttemptNotes();
    }

    /** Verdicts by run, without their findings, which are artefacts; the newest {@code most}. */
    Map<Long, JsonNode> verdicts(Transaction transaction, long issueId, int most);

    /**
     * The last words of transcripts by run: what the agent said and what went wrong, each cut to {@code longest}
     * characters.
     */
    Map<Long, String> excerpts(Transaction transaction, Collection<Long> runs, int longest);

    /** What persons did to the issue and why, oldest first; the newest {@code most}. */
    List<PersonNote> people(Transaction transaction, long issueId, int most);

    /** What a person did. */
    record PersonNote(String person, String action, String reason, Instant at) {}
}
