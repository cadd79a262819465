package io.colony.engine.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Insert;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/** Messages in the table {@code outbox}. */
final class PostgresOutbox implements Outbox {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private static final Insert MESSAGE = new Insert(
            "insert into outbox (issue_id, kind, marker, payload, next_at, created_at)",
            "(?, ?, ?, ?::jsonb, ?, ?)",
            "on conflict (marker) do nothing");

    private final OutgoingText text;

    PostgresOutbox(OutgoingText text) {
        this.text = text;
    }

    @Override
    public void add(Transaction transaction, long issueId, String marker, Projection projection, Instant now) {
        Projection named =
                projection instanceof Projection.Status status ? of(transaction, issueId, status) : projection;
        transaction.append(MESSAGE, issueId, kind(named), marker, write(text.clean(named)), now, now);
    }

    private static Projection.Status of(Transaction transaction, long issueId, Projection.Status status) {
        String context = transaction
                .handle()
                .createQuery(
                        "select issue.base_branch, repository.default_branch from issues issue"
                                + " join repositories repository on repository.id = issue.repository_id where issue.id = :issue")
                .bind("issue", issueId)
                .map((row, ignored) -> StatusContext.of(status.context(), row.getString(1), row.getString(2)))
                .one();
        return new Projection.Status(status.sha(), context, status.state(), status.description());
    }

    @Override
    public Optional<Message> claimDue(Transaction transaction, long workerId, Instant now, Instant leaseUntil) {
        return transaction
                .handle()
                .createQuery("""
                        with due as (
                          select message.id
                          from outbox message
                          where message.delivered_at is null and message.failed_at is null and message.next_at <= :now
                            and (message.lease_until is null or message.lease_until <= :now or exists (
                              select 1 from workers holder
                              where holder.id = message.worker_id and holder.stopped_at is not null))
                            and not exists (
                              select 1 from outbox earlier
                              where earlier.issue_id = message.issue_id and earlier.delivered_at is null
                                and earlier.failed_at is null and earlier.id < message.id)
                          order by message.id
                          limit 1
                          for update of message skip locked)
                        update outbox message
                        set lease_until = :lease, worker_id = :worker, claims = claims + 1
                        from due, issues issue, repositories repository
                        where message.id = due.id and issue.id = message.issue_id
                          and repository.id = issue.repository_id
                        returning message.id, message.kind, message.payload, message.attempts, message.claims,
                          repository.slug, issue.number,
                          message.kind in ('label', 'issue-closed') and exists (
                            select 1 from outbox later
                            where later.issue_id = message.issue_id and later.delivered_at is null
                              and later.failed_at is null and later.id > message.id and later.kind = 'label'
                          ) as overtaken
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("worker", workerId)
                .bind("lease", leaseUntil.atOffset(ZoneOffset.UTC))
                .map((row, context) -> message(row))
                .findOne();
    }

    @Override
    public boolean delivered(Transaction transaction, Message message, Instant now) {
        return end(transaction, "delivered_at = :at, error = null", message, now)
                        .execute()
                == 1;
    }

    @Override
    public boolean overtaken(Transaction transaction, Message message, Instant now) {
        return end(transaction, "delivered_at = :at, error = 'not sent: a later label waited'", message, now)
                        .execute()
                == 1;
    }

    @Override
    public boolean failed(Transaction transaction, Message message, String error, Instant nextAt) {
        return end(transaction, "attempts = attempts + 1, next_at = :at, error = :error", message, nextAt)
                        .bind("error", error)
                        .execute()
                == 1;
    }

    @Override
    public boolean givenUp(Transaction transaction, Message message, String error, Instant now) {
        return end(transaction, "attempts = attempts + 1, failed_at = :at, error = :error", message, now)
                        .bind("error", error)
                        .execute()
                == 1;
    }

    private static Update end(Transaction transaction, String assignments, Message message, Instant at) {
        return transaction
                .handle()
                .createUpdate("update outbox set lease_until = null, " + assignments
                        + " where id = :id and claims = :claim and delivered_at is null and failed_at is null")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("id", message.id())
                .bind("claim", message.claim());
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("id"),
                new IssueKey(row.getString("slug"), row.getLong("number")),
                read(row.getLong("id"), row.getString("kind"), row.getString("payload")),
                row.getInt("attempts"),
                row.getInt("claims"),
                row.getBoolean("overtaken"));
    }

    private static String kind(Projection projection) {
        return switch (projection) {
            case Projection.Label label -> "label";
            case Projection.Comment comment -> "comment";
            case Projection.Status status -> "status";
            case Projection.PullRequestClosed closed -> "pull-request-closed";
            case Projection.PullRequestText text -> "pull-request-text";
            case Projection.IssueClosed closed -> "issue-closed";
        };
    }

    private static Class<? extends Projection> type(String kind) {
        return switch (kind) {
            case "label" -> Projection.Label.class;
            case "comment" -> Projection.Comment.class;
            case "status" -> Projection.Status.class;
            case "pull-request-closed" -> Projection.PullRequestClosed.class;
            case "pull-request-text" -> Projection.PullRequestText.class;
            case "issue-closed" -> Projection.IssueClosed.class;
            default ->
                throw new ColonyException("The outbox holds a message of kind '" + kind
                        + "', which this program does not know. Run a program of the store's version.");
        };
    }

    private static String write(Projection projection) {
        try {
            return JSON.writeValueAsString(projection);
        } catch (JsonProcessingException failure) {
            throw new ColonyException("A message could not be written as JSON: " + projection, failure);
        }
    }

    private static Projection read(long id, String kind, String payload) {
        try {
            return JSON.readValue(payload, type(kind));
        } catch (JsonProcessingException failure) {
            throw new ColonyException(
                    "Message " + id + " of the outbox is not of the form of its kind '" + kind + "'.", failure);
        }
    }
}
