package io.colony.engine.forge.local;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Pull requests in the table {@code local_pull_requests}; what git knows of them is added by {@link LocalPullRequests}. */
final class PostgresLocalPullRequests {
    private final PostgresLocalStore store;

    PostgresLocalPullRequests(PostgresLocalStore store) {
        this.store = store;
    }

    Optional<Row> find(String slug, long number) {
        return store.database()
                .inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select * from local_pull_requests where slug = :slug and number = :number")
                        .bind("slug", slug)
                        .bind("number", number)
                        .map((row, context) -> row(row))
                        .findOne());
    }

    String body(Row row) {
        return store.database()
                .inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select body from local_pull_requests where slug = :slug and number = :number")
                        .bind("slug", row.slug())
                        .bind("number", row.number())
                        .mapTo(String.class)
                        .one());
    }

    Optional<Row> newest(String slug, String head) {
        return store.database().inTransaction(transaction -> newest(transaction, slug, head));
    }

    private static Optional<Row> newest(Transaction transaction, String slug, String head) {
        return transaction
                .handle()
                .createQuery("""
                        select * from local_pull_requests where slug = :slug and head = :head
                        order by number desc limit 1
                        """)
                .bind("slug", slug)
                .bind("head", head)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** Adds one, or answers the one that is open from this head; concurrent callers get the same. */
    Row open(String slug, NewPullRequest wanted, String headSha, String baseSha) {
        return store.database().inTransaction(transaction -> {
            lockRepository(transaction, slug);
            return newest(transaction, slug, wanted.head())
                    .filter(row -> row.state() == State.OPEN)
                    .orElseGet(() -> insert(transaction, slug, wanted, headSha, baseSha));
        });
    }

    private static void lockRepository(Transaction transaction, String slug) {
        transaction
                .handle()
                .createQuery("select slug from local_repositories where slug = :slug for update")
                .bind("slug", slug)
                .mapTo(String.class)
                .one();
    }

    private Row insert(Transaction transaction, String slug, NewPullRequest wanted, String headSha, String baseSha) {
        long number = PostgresLocalStore.nextNumber(transaction, slug);
        return transaction
                .handle()
                .createQuery("""
                        insert into local_pull_requests (slug, number, title, body, author, head, base, head_sha, base_sha,
                          state, created_at, updated_at)
                        values (:slug, :number, :title, :body, :author, :head, :base, :headSha, :baseSha,
                          'open', :now, :now)
                        returning *
                        """)
                .bind("slug", slug)
                .bind("number", number)
                .bind("title", wanted.title())
                .bind("body", wanted.body())
                .bind("author", wanted.author())
                .bind("head", wanted.head())
                .bind("base", wanted.base())
                .bind("headSha", headSha)
                .bind("baseSha", baseSha)
                .bind("now", store.now())
                .map((row, context) -> row(row))
                .one();
    }

    /** Ends an open pull request; one that has ended stays as it is. */
    void end(Row row, State state, String headSha, Optional<String> mergeSha) {
        store.database()
                .useTransaction(transaction -> transaction
                        .handle()
                        .createUpdate("""
                        update local_pull_requests
                        set state = :state, head_sha = :headSha, merge_sha = :mergeSha, updated_at = :now
                        where slug = :slug and number = :number and state = 'open'
                        """)
                        .bind("state", state.name().toLowerCase(Locale.ROOT))
                        .bind("headSha", headSha)
                        .bind("mergeSha", mergeSha.orElse(null))
                        .bind("now", store.now())
                        .bind("slug", row.slug())
                        .bind("number", row.number())
                        .execute());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("slug"),
                row.getLong("number"),
                row.getString("title"),
                row.getString("head"),
                row.getString("base"),
                row.getString("head_sha"),
                row.getString("base_sha"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("merge_sha")),
                row.getString("author"));
    }

    /** A row, as stored: the head of an open pull request is what it was when opened. */
    record Row(
            String slug,
            long number,
            String title,
            String head,
            String base,
            String headSha,
            String baseSha,
            State state,
            Optional<String> mergeSha,
            String author) {}
}
