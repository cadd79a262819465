package io.colony.bench.transition;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.Databases;
import io.colony.bench.store.StoreFill;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A transition as it is usually written: five prepared statements of plain JDBC in one transaction. */
final class FiveStatements implements Load.Client {
    private static final List<String> SQL = List.of("""
            update issues set state = 'new', resume_state = 'unlabeled', version = version + 1, updated_at = now(),
              entered_at = now()
            where id = ? and version = 1
            """, """
            insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,
              reason, at)
            values (?, 2, 'unlabeled', 'new', 'triggered', 'mayor', 'mayor', 'The label was set.', now())
            """, """
            insert into tasks (tenant_id, repository_id, issue_id, executor, state, priority, run_after, created_at)
            values (?, ?, ?, 'admit', 'queued', 0, now(), now())
            """, """
            insert into audit_log (tenant_id, at, actor, action, subject, detail)
            values (?, now(), 'mayor:mayor', 'transition', 'acme/r#' || ?::text,
              '{"from": "unlabeled", "to": "new", "outcome": "triggered", "reason": "The label was set.", "version": 2}')
            """, """
            insert into outbox (issue_id, kind, marker, payload, next_at, created_at)
            values (?, 'label', 'transition-' || ?::text || '-2-label', '{"prefix": "colony:", "label": "colony:new"}',
              now(), now())
            """);

    private final Connection connection;
    private final AtomicLong next;
    private final long issues;
    private final List<PreparedStatement> statements = new ArrayList<>();

    /** @param next the last issue that was moved, of all clients */
    FiveStatements(Databases.Copy copy, AtomicLong next, long issues) throws SQLException {
        this.connection = copy.connect();
        this.connection.setAutoCommit(false);
        this.next = next;
        this.issues = issues;
        for (String sql : SQL) {
            statements.add(connection.prepareStatement(sql));
        }
    }

    @Override
    public boolean step(Recorder recorder) throws SQLException {
        long issue = next.incrementAndGet();
        long start = System.nanoTime();
        long tenant = StoreFill.WIDE.tenant(issue);
        execute(0, issue);
        execute(1, issue);
        execute(2, tenant, StoreFill.WIDE.repository(issue), issue);
        execute(3, tenant, issue);
        execute(4, issue, issue);
        connection.commit();
        recorder.record(System.nanoTime() - start);
        return issue < issues;
    }

    private void execute(int index, long... values) throws SQLException {
        PreparedStatement statement = statements.get(index);
        for (int value = 0; value < values.length; value++) {
            statement.setLong(value + 1, values[value]);
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
