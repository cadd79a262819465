package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** {@link SentinelFindings} in the table {@code sentinel_findings}. */
final class PostgresSentinelFindings implements SentinelFindings {
    private static final int LONGEST = 1_000;

    @Override
    public void record(Transaction transaction, String detector, List<Finding> seen, Instant now) {
        seen.forEach(finding -> see(transaction, detector, finding, now));
        transaction
                .handle()
                .createUpdate("""
                        update sentinel_findings set resolved_at = :now
                        where detector = :detector and resolved_at is null and not (subject = any(:subjects))
                        """)
                .bind("now", now)
                .bind("detector", detector)
                .bindArray(
                        "subjects",
                        String.class,
                        seen.stream().map(finding -> cut(finding.subject())).toList())
                .execute();
    }

    private static void see(Transaction transaction, String detector, Finding finding, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        insert into sentinel_findings as f (detector, subject, reason, for_people, first_seen, last_seen)
                        values (:detector, :subject, :reason, :people, :now, :now)
                        on conflict (detector, subject) where resolved_at is null do update
                        set last_seen = :now, times_seen = f.times_seen + 1, reason = excluded.reason,
                          for_people = excluded.for_people
                        """)
                .bind("detector", detector)
                .bind("subject", cut(finding.subject()))
                .bind("reason", cut(finding.reason()))
                .bind("people", finding.forPeople())
                .bind("now", now)
                .execute();
    }

    @Override
    public void acted(Transaction transaction, String detector, String subject, String act, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update sentinel_findings set acts = acts + 1, last_act = :act, last_act_at = :now
                        where detector = :detector and subject = :subject and resolved_at is null
                        """)
                .bind("act", cut(act))
                .bind("now", now)
                .bind("detector", detector)
                .bind("subject", cut(subject))
                .execute();
    }

    @Override
    public Optional<String> open(Transaction transaction, String detector, String subject) {
        return transaction
                .handle()
                .createQuery("""
                        select reason from sentinel_findings
                        where detector = :detector and subject = :subject and resolved_at is null and for_people
                        """)
                .bind("detector", detector)
                .bind("subject", cut(subject))
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public void resolve(Transaction transaction, String detector, String subject, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update sentinel_findings set resolved_at = :now
                        where detector = :detector and subject = :subject and resolved_at is null
                        """)
                .bind("now", now)
                .bind("detector", detector)
                .bind("subject", cut(subject))
                .execute();
    }

    @Override
    public List<Entry> list(Transaction transaction, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        select * from sentinel_findings
                        order by resolved_at desc nulls first, last_seen desc, id desc limit :limit
                        """)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    @Override
    public Optional<Entry> find(Transaction transaction, long id) {
        return transaction
                .handle()
                .createQuery("select * from sentinel_findings where id = :id")
                .bind("id", id)
                .map((row, context) -> entry(row))
                .findOne();
    }

    @Override
    public List<Entry> forPeople(Transaction transaction, int most) {
        return transaction
                .handle()
                .createQuery("""
                        select * from sentinel_findings where resolved_at is null and for_people
                        order by first_seen, id limit :most
                        """)
                .bind("most", most)
                .map((row, context) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("detector"),
                row.getString("subject"),
                row.getString("reason"),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                row.getBoolean("for_people"),
                row.getInt("times_seen"),
                row.getInt("acts"),
                Optional.ofNullable(row.getString("last_act")),
                Optional.ofNullable(row.getObject("resolved_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static String cut(String text) {
        String storable = Json.storable(text);
        return storable.length() <= LONGEST ? storable : storable.substring(0, LONGEST) + "…";
    }
}
