package io.colony.engine.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Intents in the table {@code forge_intents}. */
final class PostgresIntents implements Intents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    @Override
    public Intent open(Transaction transaction, NewIntent intent, Instant now) {
        if (intent.kind() == Kind.MERGE) {
            lockIssue(transaction, intent.issueId());
        }
        return transaction
                .handle()
                .createQuery("""
                        insert into forge_intents
                          (issue_id, task_id, epoch, kind, ref, old_sha, new_sha, details, state, created_at)
                        values
                          (:issue, :task, :epoch, :kind, :ref, :old, :new, cast(:details as jsonb), 'open', :now)
                        on conflict (issue_id, kind) where state = 'open' do nothing
                        returning *
                        """)
                .bind("issue", intent.issueId())
                .bind("task", intent.taskId())
                .bind("epoch", intent.epoch())
                .bind("kind", stored(intent.kind()))
                .bind("ref", intent.ref())
                .bind("old", intent.oldSha().orElse(null))
                .bind("new", intent.newSha().orElse(null))
                .bind("details", write(intent.details()))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> intent(row))
                .findOne()
                .orElseThrow(() -> new ColonyException("Issue " + intent.issueId() + " has an open "
                        + stored(intent.kind()) + " intent already. Read the code host and resolve it before a new"
                        + " attempt."));
    }

    /** Whoever ends the issue, or lets it begin anew, looks for open merges under this lock. */
    private static void lockIssue(Transaction transaction, long issueId) {
        transaction
                .handle()
                .createQuery("select id from issues where id = :id for no key update")
                .bind("id", issueId)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public boolean resolve(
            Transaction transaction, long intentId, Resolution resolution, Map<String, String> result, Instant now) {
        return transaction
                        .handle()
                        .createUpdate("""
                                update forge_intents
                                set state = :state, result = cast(:result as jsonb), resolved_at = :now
                                where id = :id and state = 'open'
                                """)
                        .bind("state", stored(resolution))
                        .bind("result", write(result))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("id", intentId)
                        .execute()
                == 1;
    }

    @Override
    public boolean doneLate(Transaction transaction, long intentId, Map<String, String> result, Instant now) {
        return transaction
                        .handle()
                        .createUpdate("""
                                update forge_intents
                                set state = 'done', result = cast(:result as jsonb) || '{"late": "yes"}', resolved_at = :now
                                where id = :id and state = 'superseded'
                                """)
                        .bind("result", write(result))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("id", intentId)
                        .execute()
                == 1;
    }

    @Override
    public List<Intent> mergesStillToCome(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select * from forge_intents
                        where issue_id = :issue and kind = 'merge'
                          and (state = 'superseded' or result ->> 'late' is not null or result ->> 'answer' = 'queued')
                          and created_at > coalesce(
                            (select max(t.at) from state_transitions t where t.issue_id = :issue and t.from_state = 'done'),
                            '-infinity')
                        order by id
                        """)
                .bind("issue", issueId)
                .map((row, context) -> intent(row))
                .list();
    }

    @Override
    public List<Long> left(Transaction transaction, Instant before, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        select f.issue_id from forge_intents f join issues i on i.id = f.issue_id
                        where f.state = 'open' and not exists (
                          select from tasks t where t.issue_id = f.issue_id and t.state in ('queued', 'claimed'))
                        group by f.issue_id
                        having max(f.created_at) < :before and bool_and(f.kind <> 'merge' or i.state = 'done')
                        order by 1 limit :limit
                        """)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    @Override
    public List<Intent> findOpen(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("select * from forge_intents where issue_id = :issue and state = 'open' order by id")
                .bind("issue", issueId)
                .map((row, context) -> intent(row))
                .list();
    }

    @Override
    public List<Intent> history(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("select * from forge_intents where issue_id = :issue order by id")
                .bind("issue", issueId)
                .map((row, context) -> intent(row))
                .list();
    }

    private static Intent intent(ResultSet row) throws SQLException {
        String state = row.getString("state");
        NewIntent intended = new NewIntent(
                row.getLong("issue_id"),
                row.getLong("task_id"),
                row.getLong("epoch"),
                Kind.valueOf(constant(row.getString("kind"))),
                row.getString("ref"),
                Optional.ofNullable(row.getString("old_sha")),
                Optional.ofNullable(row.getString("new_sha")),
                read(row.getString("details")));
        return new Intent(
                row.getLong("id"),
                intended,
                state.equals("open") ? Optional.empty() : Optional.of(Resolution.valueOf(constant(state))),
                read(row.getString("result")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** {@code PULL_REQUEST} is stored as {@code pull-request}. */
    private static String stored(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String constant(String stored) {
        return stored.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String write(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException failure) {
            throw new ColonyException("An intent's fields could not be written as JSON: " + fields.keySet(), failure);
        }
    }

    private static Map<String, String> read(@Nullable String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, FIELDS);
        } catch (JsonProcessingException failure) {
            throw new ColonyException("An intent in the store holds other JSON than ours: " + json, failure);
        }
    }
}
