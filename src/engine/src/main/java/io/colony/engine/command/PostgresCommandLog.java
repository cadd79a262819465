package io.colony.engine.command;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

final class PostgresCommandLog implements CommandLog {
    private final AuditLog audit;

    PostgresCommandLog(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public Optional<OperatorAnswer> find(Transaction transaction, String source, String sourceId) {
        return transaction
                .handle()
                .createQuery("select accepted, answer, audit_id from operator_commands"
                        + " where source = :source and source_id = :id")
                .bind("source", source)
                .bind("id", sourceId)
                .map((row, context) -> answer(row))
                .findOne();
    }

    private static OperatorAnswer answer(ResultSet row) throws SQLException {
        long audit = row.getLong("audit_id");
        OptionalLong auditId = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(audit);
        return new OperatorAnswer(row.getBoolean("accepted"), row.getString("answer"), auditId);
    }

    @Override
    public Answer<Newest> newest(Transaction transaction, Collection<Long> issueIds) {
        return transaction.ask(
                row -> new Newest(row.getLong(1), row.getLong(2)),
                "select issue_id, max(id) from operator_commands where issue_id = any(?) group by issue_id",
                (Object) issueIds.toArray(Long[]::new));
    }

    @Override
    public OperatorAnswer add(Transaction transaction, Issue issue, Entry entry, OperatorAnswer answer, Instant at) {
        long auditId = audit.record(
                transaction,
                issue.tenantId(),
                at,
                Actor.operator(entry.login()).toString(),
                "command",
                issue.key().toString(),
                Json.object()
                        .put("command", entry.command())
                        .put("source", entry.source())
                        .put("source_id", entry.sourceId())
                        .put("accepted", answer.accepted())
                        .put("answer", answer.text()));
        transaction
                .handle()
                .createUpdate("""
                        insert into operator_commands
                          (issue_id, source, source_id, actor, command, accepted, answer, at, audit_id)
                        values (:issue, :source, :id, :actor, :command, :accepted, :answer, :at, :audit)
                        """)
                .bind("issue", issue.id())
                .bind("source", entry.source())
                .bind("id", entry.sourceId())
                .bind("actor", entry.login())
                .bind("command", Json.storable(entry.command()))
                .bind("accepted", answer.accepted())
                .bind("answer", Json.storable(answer.text()))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("audit", auditId)
                .execute();
        return new OperatorAnswer(answer.accepted(), answer.text(), OptionalLong.of(auditId));
    }
}
