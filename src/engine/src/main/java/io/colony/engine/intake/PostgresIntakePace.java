package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@link IntakePace} in the table {@code intake_pace}: one row for a repository, one for each author in it. */
final class PostgresIntakePace implements IntakePace {
    /** What no login can be called: the row of the whole repository. */
    private static final String WHOLE = "";

    /** An update that changes nothing, since only a row that is written is locked by an insert. */
    private static final String LOCK = """
            insert into intake_pace (repository_id, author, used_until) values (:repository, :author, :never)
            on conflict (repository_id, author) do update set used_until = intake_pace.used_until
            returning used_until
            """;

    private static final String USE =
            "update intake_pace set used_until = :until where repository_id = :repository and author = :author";

    private final IntakeRate rate;

    PostgresIntakePace(IntakeRate rate) {
        this.rate = rate;
    }

    /** One limit that the issue has to keep to, and how far it is used up. */
    private record Limit(String author, Pace pace, Instant usedUntil, String why) {}

    @Override
    public Optional<Hold> take(Transaction transaction, Issue issue, Instant now) {
        List<Limit> limits = limits(transaction, issue);
        Optional<Hold> hold = limits.stream()
                .flatMap(limit ->
                        limit
                                .pace()
                                .waitsUntil(limit.usedUntil(), now)
                                .map(until -> new Hold(until, limit.why()))
                                .stream())
                .reduce((one, other) -> one.until().isBefore(other.until()) ? other : one);
        if (hold.isEmpty()) {
            limits.forEach(limit -> use(transaction, issue, limit, now));
        }
        return hold;
    }

    /** The repository's first, always, so that nobody holds an author's row and waits for the repository's. */
    private List<Limit> limits(Transaction transaction, Issue issue) {
        List<Limit> limits = new ArrayList<>();
        if (rate.perRepository() > 0) {
            limits.add(limit(
                    transaction,
                    issue,
                    WHOLE,
                    rate.perRepository(),
                    rate.perRepository() + " issues an hour in " + issue.key().repository()
                            + " (intake.per_repository)"));
        }
        if (rate.perAuthor() > 0) {
            limits.add(limit(
                    transaction,
                    issue,
                    issue.author().toLowerCase(Locale.ROOT),
                    rate.perAuthor(),
                    rate.perAuthor() + " issues an hour of " + issue.author() + " in "
                            + issue.key().repository() + " (intake.per_author)"));
        }
        return limits;
    }

    private static Limit limit(Transaction transaction, Issue issue, String author, int perHour, String why) {
        Instant usedUntil = transaction
                .handle()
                .createQuery(LOCK)
                .bind("repository", issue.repositoryId())
                .bind("author", author)
                .bind("never", at(Instant.EPOCH))
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
        return new Limit(author, new Pace(perHour), usedUntil, why);
    }

    private static void use(Transaction transaction, Issue issue, Limit limit, Instant now) {
        transaction
                .handle()
                .createUpdate(USE)
                .bind("until", at(limit.pace().after(limit.usedUntil(), now)))
                .bind("repository", issue.repositoryId())
                .bind("author", limit.author())
                .execute();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
