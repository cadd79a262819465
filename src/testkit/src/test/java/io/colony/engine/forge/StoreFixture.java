package io.colony.engine.forge;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.testkit.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** Rows that others refer to: tenant, repository, issues, tasks, runs. */
public final class StoreFixture implements AutoCloseable {
    public static final String SLUG = "acme/app";

    private final TestDatabase test = TestDatabase.create();

    public StoreFixture() {
        database()
                .useTransaction(transaction -> List.of(
                                "insert into tenants (slug, created_at) values ('acme', now())",
                                "insert into workflows values ('colony-default', 1, repeat('0', 64), '', now())",
                                "insert into workers (name, host, pid, lanes, started_at, seen_at)"
                                        + " values ('w', 'h', 1, '{}', now(), now())")
                        .forEach(sql -> transaction.handle().execute(sql)));
        repository(SLUG);
    }

    public Database database() {
        return test.database();
    }

    /** The same database with a pool of another size; the caller closes it. */
    public Database databaseWith(int connections) {
        DatabaseSettings settings = test.settings();
        return Database.open(new DatabaseSettings(
                settings.url(), settings.user(), settings.password(), connections, settings.connectTimeout()));
    }

    /** The repository's id. */
    public long repository(String slug) {
        return insert("""
                insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)
                values (1, 'local', ?, 'main', 'file:///nowhere', now()) returning id
                """, slug);
    }

    /** An issue's account, in the first repository. */
    public Account issue(long number) {
        return issue(1, number);
    }

    public Account issue(long repositoryId, long number) {
        long id = insert("""
                insert into issues (tenant_id, repository_id, number, title, author, state, workflow_id, workflow_version,
                  base_branch, entered_at, created_at, updated_at)
                values (1, ?, ?, 'title', 'ann', 'new', 'colony-default', 1, 'main', now(), now(), now()) returning id
                """, repositoryId, number);
        return new Account(1, repositoryId, id);
    }

    /** A closed task, so that an issue can have many. */
    public long task(Account account) {
        return insert("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at, closed_at)
                values (?, ?, ?, 'develop', 'done', now(), now(), now()) returning id
                """, account.tenantId(), account.repositoryId(), account.issueId());
    }

    public long run(Account account) {
        return insert("""
                insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                values (?, ?, 'develop', 1, 1, 1, now()) returning id
                """, account.issueId(), task(account));
    }

    private long insert(String sql, Object... values) {
        return database().inTransaction(transaction -> {
            Query query = transaction.handle().createQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
            }
            return query.mapTo(Long.class).one();
        });
    }

    @Override
    public void close() {
        test.close();
    }
}
