package io.colony.engine.recovery;

import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** {@link Leadership} in the table {@code leaders}. */
final class PostgresLeadership implements Leadership {
    @Override
    public Optional<Term> claim(Transaction transaction, String duty, String holder, Instant now, Duration lease) {
        return transaction
                .handle()
                .createQuery("""
                        insert into leaders as l (duty, holder, token, since, renewed_at, lease_until)
                        values (:duty, :holder, 1, :now, :now, :until)
                        on conflict (duty) do update
                        set token = case when l.holder = :holder then l.token else l.token + 1 end,
                            since = case when l.holder = :holder then l.since else :now end,
                            holder = :holder, renewed_at = :now, lease_until = :until
                        where l.holder = :holder or l.lease_until <= :now
                        returning token
                        """)
                .bind("duty", duty)
                .bind("holder", holder)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .mapTo(Long.class)
                .findOne()
                .map(token -> new Term(duty, holder, token));
    }

    @Override
    public boolean holds(Transaction transaction, Term term) {
        return transaction
                .handle()
                .createQuery("""
                        select 1 from leaders where duty = :duty and holder = :holder and token = :token for share
                        """)
                .bind("duty", term.duty())
                .bind("holder", term.holder())
                .bind("token", term.token())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void resign(Transaction transaction, Term term, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update leaders set lease_until = least(lease_until, :now)
                        where duty = :duty and holder = :holder and token = :token
                        """)
                .bind("now", now)
                .bind("duty", term.duty())
                .bind("holder", term.holder())
                .bind("token", term.token())
                .execute();
    }

    @Override
    public Optional<Leader> leader(Transaction transaction, String duty) {
        return transaction
                .handle()
                .createQuery("select * from leaders where duty = :duty")
                .bind("duty", duty)
                .map((row, context) -> new Leader(
                        row.getString("duty"),
                        row.getString("holder"),
                        row.getLong("token"),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getObject("lease_until", OffsetDateTime.class).toInstant()))
                .findOne();
    }
}
