package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.recovery.sentinel.SentinelQueries.Accepted;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** {@link AcceptedProtection} in the table {@code repository_protection}. */
final class PostgresAcceptedProtection implements AcceptedProtection {
    @Override
    public Optional<Accepted> hold(Transaction transaction, long repositoryId) {
        return read(transaction.handle(), repositoryId, " for share");
    }

    /** As it is; with the ending for share it stays so. */
    static Optional<Accepted> read(Handle handle, long repositoryId, String ending) {
        return handle.createQuery("select * from repository_protection where repository_id = :repository" + ending)
                .bind("repository", repositoryId)
                .map((row, context) -> new Accepted(
                        Arrays.asList((String[]) row.getArray("required_checks").getArray()),
                        row.getBoolean("may_bypass"),
                        row.getObject("accepted_at", OffsetDateTime.class).toInstant()))
                .findOne();
    }

    @Override
    public void accept(Transaction transaction, long repositoryId, Protection.Known protection, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        insert into repository_protection (repository_id, required_checks, may_bypass, accepted_at)
                        values (:repository, :checks, :bypass, :now)
                        on conflict (repository_id) do update
                        set required_checks = excluded.required_checks, may_bypass = excluded.may_bypass,
                            accepted_at = excluded.accepted_at
                        """)
                .bind("repository", repositoryId)
                .bindArray("checks", String.class, protection.requiredChecks())
                .bind("bypass", protection.mergerMayBypass())
                .bind("now", now)
                .execute();
    }

    @Override
    public boolean forget(Transaction transaction, long repositoryId) {
        return transaction
                        .handle()
                        .createUpdate("delete from repository_protection where repository_id = :repository")
                        .bind("repository", repositoryId)
                        .execute()
                == 1;
    }
}
