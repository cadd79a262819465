package io.colony.engine.command;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

final class PostgresCommandLog implements CommandLog {
    @Override
    public Optional<OperatorAnswer> find(Transaction transaction, String source, String sourceId) {
        return transaction
                .handle()
                .createQuery(
                        "select accepted, answer from operator_commands where source = :source and source_id = :id")
                .bind("source", source)
                .bind("id", sourceId)
                .map((row, context) -> new OperatorAnswer(row.getBoolean("accepted"), row.getString("answer")))
                .findOne();
    }

    @Override
    public void add(Transaction transaction, long issueId, Entry entry, OperatorAnswer answer, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        insert into operator_commands
                          (issue_id, source, source_id, actor, command, accepted, answer, at)
                        values (:issue, :source, :id, :actor, :command, :accepted, :answer, :at)
                        """)
                .bind("issue", issueId)
                .bind("source", entry.source())
                .bind("id", entry.sourceId())
                .bind("actor", entry.login())
                .bind("command", Json.storable(entry.command()))
                .bind("accepted", answer.accepted())
                .bind("answer", Json.storable(answer.text()))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }
}
