package io.colony.engine.command;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** {@link InstallationLog} in the table {@code installation_commands}. */
final class PostgresInstallationLog implements InstallationLog {
    @Override
    public Optional<OperatorAnswer> begin(Transaction transaction, CommandName name) {
        transaction
                .handle()
                .createQuery("select true from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", "colony-command:" + name.source() + ":" + name.id())
                .mapTo(Boolean.class)
                .one();
        return transaction
                .handle()
                .createQuery("select answer, at from installation_commands where source = :source and source_id = :id")
                .bind("source", name.source())
                .bind("id", name.id())
                .map((row, context) -> new OperatorAnswer(
                        true,
                        // Things may have changed since: nobody is to believe that dispatch stands still because it
                        // once did.
                        row.getString("answer") + " (This was carried out at "
                                + row.getObject("at", OffsetDateTime.class).toInstant()
                                + ", when it was sent first, and not again.)"))
                .findOne();
    }

    @Override
    public void end(Transaction transaction, Entry entry, OperatorAnswer answer, Instant at) {
        transaction.later(
                """
                insert into installation_commands (source, source_id, actor, command, answer, at)
                values (?, ?, ?, ?, ?, ?)
                """,
                entry.name().source(),
                entry.name().id(),
                Json.storable(entry.login()),
                Json.storable(entry.command()),
                Json.storable(answer.text()),
                at);
    }
}
