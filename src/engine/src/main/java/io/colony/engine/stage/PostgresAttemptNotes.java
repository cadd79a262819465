package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class PostgresAttemptNotes implements AttemptNotes {
    @Override
    public Map<Long, JsonNode> verdicts(Transaction transaction, long issueId, int most) {
        Map<Long, JsonNode> verdicts = new HashMap<>();
        transaction
                .handle()
                .createQuery("""
                        select run_id, verdict, content from verdicts where issue_id = :issue order by id desc limit :most
                        """)
                .bind("issue", issueId)
                .bind("most", most)
                .map((row, context) -> verdicts.putIfAbsent(
                        row.getLong("run_id"),
                        withoutFindings(row.getString("verdict"), Json.parse(row.getString("content")))))
                .list();
        return verdicts;
    }

    private static JsonNode withoutFindings(String word, JsonNode content) {
        ObjectNode verdict = Json.object().put("verdict", word);
        content.properties().stream()
                .filter(field -> !field.getKey().equals("findings"))
                .forEach(field -> verdict.set(field.getKey(), field.getValue()));
        return verdict;
    }

    @Override
    public Map<Long, String> excerpts(Transaction transaction, Collection<Long> runs, int longest) {
        Map<Long, String> excerpts = new HashMap<>();
        // Of each run the last 200 events at most are looked at.
        transaction
                .handle()
                .createQuery("""
                        select r.run_id, t.kind, t.text
                        from unnest(:runs) as r(run_id)
                        cross join lateral (
                          select seq, kind, left(text, :longest) as text from (
                            select seq, kind, text from transcripts where run_id = r.run_id order by seq desc limit 200) l
                          where kind in ('text', 'problem', 'tool-failed', 'stderr')
                          order by seq desc limit 12) t
                        order by r.run_id, t.seq desc
                        """)
                .bindArray("runs", Long.class, runs.toArray())
                .bind("longest", longest)
                .map((row, context) -> excerpts.merge(
                        row.getLong("run_id"),
                        row.getString("kind") + ": " + row.getString("text").strip(),
                        (later, earlier) ->
                                later.length() + earlier.length() < longest ? earlier + "\n" + later : later))
                .list();
        return excerpts;
    }

    @Override
    public List<PersonNote> people(Transaction transaction, long issueId, int most) {
        return transaction
                .handle()
                .createQuery("""
                        select actor_name, outcome, reason, at from state_transitions
                        where issue_id = :issue and actor_kind in ('operator', 'forge') and version > 1
                          and outcome <> 'triggered'
                        order by version desc limit :most
                        """)
                .bind("issue", issueId)
                .bind("most", most)
                .map((row, context) -> new PersonNote(
                        row.getString("actor_name"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list()
                .reversed();
    }
}
