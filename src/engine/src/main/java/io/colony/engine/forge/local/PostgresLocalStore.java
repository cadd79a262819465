package io.colony.engine.forge.local;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.PagedStream;
import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Repositories, issues, comments and statuses in the tables {@code local_*}. */
final class PostgresLocalStore {
    /** Issues or comments that are read at a time. */
    private static final int PAGE = 50;

    private final Database database;
    private final Path root;
    private final InstantSource clock;

    PostgresLocalStore(Database database, Path root, InstantSource clock) {
        this.database = database;
        this.root = root;
        this.clock = clock;
    }

    Database database() {
        return database;
    }

    OffsetDateTime now() {
        return utc(clock.instant());
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    Optional<LocalRepository> find(String slug) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select * from local_repositories where slug = :slug")
                .bind("slug", slug)
                .map((row, context) -> new LocalRepository(
                        row.getString("slug"),
                        root.resolve(row.getString("directory")),
                        row.getString("default_branch"),
                        texts(row, "required_checks")))
                .findOne());
    }

    LocalRepository get(String slug) {
        return find(slug)
                .orElseThrow(() -> ForgeException.permanent(
                        "The local code host has no repository '" + slug + "'. Import it first."));
    }

    /**
     * Adds a repository; {@code false} when there is one of that name.
     *
     * @param beforeCommit run once the name is ours alone; what it throws undoes the addition
     */
    boolean add(String slug, Path relativeDirectory, String defaultBranch, Runnable beforeCommit) {
        return database.inTransaction(transaction -> {
            int added = transaction
                    .handle()
                    .createUpdate("""
                            insert into local_repositories (slug, directory, default_branch, created_at)
                            values (:slug, :directory, :branch, :now)
                            on conflict do nothing
                            """)
                    .bind("slug", slug)
                    .bind("directory", relativeDirectory.toString())
                    .bind("branch", defaultBranch)
                    .bind("now", now())
                    .execute();
            if (added == 1) {
                beforeCommit.run();
            }
            return added == 1;
        });
    }

    void requireChecks(String slug, List<String> contexts) {
        database.useTransaction(transaction -> transaction
                .handle()
                .createUpdate("update local_repositories set required_checks = :contexts where slug = :slug")
                .bindArray("contexts", String.class, contexts)
                .bind("slug", slug)
                .execute());
    }

    /** The next number of issues and pull requests; the repository's row stays locked until the transaction ends. */
    static long nextNumber(Transaction transaction, String slug) {
        return transaction
                .handle()
                .createQuery("""
                        update local_repositories set next_number = next_number + 1 where slug = :slug
                        returning next_number - 1
                        """)
                .bind("slug", slug)
                .mapTo(Long.class)
                .one();
    }

    ForgeIssue addIssue(String slug, String title, String body, String author, List<String> labels) {
        return database.inTransaction(transaction -> {
            long number = nextNumber(transaction, slug);
            return transaction
                    .handle()
                    .createQuery("""
                            insert into local_issues (slug, number, title, body, author, labels, created_at, updated_at)
                            values (:slug, :number, :title, :body, :author, :labels, :now, :now)
                            returning *
                            """)
                    .bind("slug", slug)
                    .bind("number", number)
                    .bind("title", title)
                    .bind("body", body)
                    .bind("author", author)
                    .bindArray("labels", String.class, List.copyOf(labels))
                    .bind("now", now())
                    .map((row, context) -> issue(row))
                    .one();
        });
    }

    Optional<ForgeIssue> findIssue(IssueKey key) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select * from local_issues where slug = :slug and number = :number")
                .bind("slug", key.repository())
                .bind("number", key.number())
                .map((row, context) -> issue(row))
                .findOne());
    }

    /** All issues that somebody filed, oldest first. */
    List<ForgeIssue> issuesBy(String slug, String author) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select * from local_issues where slug = :slug and author = :author order by number")
                .bind("slug", slug)
                .bind("author", author)
                .map((row, context) -> issue(row))
                .list());
    }

    Stream<ForgeIssue> openIssues(String slug) {
        return paged(issue -> issue.key().number(), after -> openIssues(slug, after));
    }

    private List<ForgeIssue> openIssues(String slug, long after) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("""
                        select * from local_issues where slug = :slug and open and number > :after
                        order by number limit :most
                        """)
                .bind("slug", slug)
                .bind("after", after)
                .bind("most", PAGE)
                .map((row, context) -> issue(row))
                .list());
    }

    /** @param after the elements that follow the one of a number */
    private static <T> Stream<T> paged(ToLongFunction<T> number, LongFunction<List<T>> after) {
        AtomicLong last = new AtomicLong();
        return PagedStream.of(() -> {
            List<T> page = after.apply(last.get());
            if (page.isEmpty()) {
                return Optional.empty();
            }
            last.set(number.applyAsLong(page.getLast()));
            return Optional.of(page);
        });
    }

    /** {@code false} when there is no such issue. */
    boolean setOpen(IssueKey key, boolean open) {
        return database.inTransaction(transaction -> transaction
                        .handle()
                        .createUpdate("""
                                update local_issues
                                set open = :open, updated_at = case when open = :open then updated_at else :now end
                                where slug = :slug and number = :number
                                """)
                        .bind("open", open)
                        .bind("now", now())
                        .bind("slug", key.repository())
                        .bind("number", key.number())
                        .execute())
                == 1;
    }

    /** {@code false} when there is no such issue. */
    boolean setPrefixedLabel(IssueKey key, String prefix, String label) {
        return database.inTransaction(transaction -> transaction
                        .handle()
                        .createUpdate("""
                                update local_issues
                                set labels = array(
                                      select name from unnest(labels) with ordinality as old (name, place)
                                      where not starts_with(name, :prefix) order by place) || cast(:label as text),
                                    updated_at = :now
                                where slug = :slug and number = :number
                                """)
                        .bind("prefix", prefix)
                        .bind("label", label)
                        .bind("now", now())
                        .bind("slug", key.repository())
                        .bind("number", key.number())
                        .execute())
                == 1;
    }

    void addComment(IssueKey key, String author, Optional<String> marker, String body) {
        database.useTransaction(transaction -> transaction
                .handle()
                .createUpdate("""
                        insert into local_comments (slug, number, author, body, marker, created_at, updated_at)
                        values (:slug, :number, :author, :body, :marker, :now, :now)
                        on conflict (slug, number, marker) do update
                        set body = excluded.body, updated_at = excluded.updated_at
                        where local_comments.body <> excluded.body
                        """)
                .bind("slug", key.repository())
                .bind("number", key.number())
                .bind("author", author)
                .bind("body", body)
                .bind("marker", marker.orElse(null))
                .bind("now", now())
                .execute());
    }

    Stream<ForgeComment> comments(IssueKey key) {
        return paged(ForgeComment::id, after -> comments(key, after));
    }

    private List<ForgeComment> comments(IssueKey key, long after) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("""
                        select * from local_comments where slug = :slug and number = :number and id > :after
                        order by id limit :most
                        """)
                .bind("slug", key.repository())
                .bind("number", key.number())
                .bind("after", after)
                .bind("most", PAGE)
                .map((row, context) -> new ForgeComment(
                        row.getLong("id"),
                        row.getString("author"),
                        row.getString("marker") == null,
                        row.getString("body"),
                        row.getString("marker") == null
                                && !row.getTimestamp("created_at").equals(row.getTimestamp("updated_at")),
                        Optional.ofNullable(row.getString("marker"))))
                .list());
    }

    void putStatus(String slug, CommitStatus status) {
        database.useTransaction(transaction -> transaction
                .handle()
                .createUpdate("""
                        insert into local_statuses (slug, sha, context, state, description, updated_at)
                        values (:slug, :sha, :context, :state, :description, :now)
                        on conflict (slug, sha, context) do update
                        set state = excluded.state, description = excluded.description, updated_at = excluded.updated_at
                        """)
                .bind("slug", slug)
                .bind("sha", status.sha())
                .bind("context", status.context())
                .bind("state", status.state().name().toLowerCase(Locale.ROOT))
                .bind("description", status.description())
                .bind("now", now())
                .execute());
    }

    List<CommitStatus> statuses(String slug, String sha) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select * from local_statuses where slug = :slug and sha = :sha order by context")
                .bind("slug", slug)
                .bind("sha", sha)
                .map((row, context) -> new CommitStatus(
                        row.getString("sha"),
                        row.getString("context"),
                        CheckState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getString("description")))
                .list());
    }

    private static ForgeIssue issue(ResultSet row) throws SQLException {
        return new ForgeIssue(
                new IssueKey(row.getString("slug"), row.getLong("number")),
                row.getString("title"),
                row.getString("body"),
                row.getString("author"),
                row.getBoolean("open"),
                texts(row, "labels"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
