package io.colony.engine.intake;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class PostgresHostPolls implements HostPolls {
    @Override
    public Optional<Due> take(Transaction transaction, Set<String> forges, Instant now, Duration interval) {
        transaction
                .handle()
                .createUpdate("""
                        insert into host_polls (repository_id, next_at)
                        select r.id, :now from repositories r
                        where r.forge = any(:forges) and not exists (
                          select 1 from host_polls p where p.repository_id = r.id)
                        on conflict do nothing
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bindArray("forges", String.class, List.copyOf(forges))
                .execute();
        return transaction
                .handle()
                .createQuery("""
                        update host_polls set next_at = :next
                        where repository_id = (
                          select p.repository_id from host_polls p join repositories r on r.id = p.repository_id
                          where p.next_at <= :now and r.forge = any(:forges)
                          order by p.next_at, p.repository_id limit 1
                          for update of p skip locked)
                        returning repository_id, cursor
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("next", now.plus(interval).atOffset(ZoneOffset.UTC))
                .bindArray("forges", String.class, List.copyOf(forges))
                .map((row, context) ->
                        new Due(row.getLong("repository_id"), Optional.ofNullable(row.getString("cursor"))))
                .findOne();
    }

    @Override
    public void done(Transaction transaction, long repositoryId, Optional<String> cursor, Instant now, Instant next) {
        transaction.update("""
                update host_polls set cursor = ?, polled_at = ?, next_at = ?, error = null where repository_id = ?
                """, cursor.map(Json::storable), now, next, repositoryId);
    }

    @Override
    public void failed(Transaction transaction, long repositoryId, String error, Instant next) {
        transaction.update(
                "update host_polls set error = ?, next_at = ? where repository_id = ?",
                Json.storable(error),
                next,
                repositoryId);
    }
}
