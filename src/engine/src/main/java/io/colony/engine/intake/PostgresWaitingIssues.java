package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Dependencies.Lost;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.workflow.IssueState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class PostgresWaitingIssues implements WaitingIssues {
    private final IssueStore issues;

    PostgresWaitingIssues(IssueStore issues) {
        this.issues = issues;
    }

    @Override
    public List<Issue> lockSettled(Transaction transaction, Set<IssueState> states, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        select i.id from issues i
                        where i.state = any(:states)
                          and (exists (select 1 from issue_dependencies d join issues o on o.id = d.depends_on
                                       where d.issue_id = i.id and d.kind = 'blocks' and d.waived_by is null
                                         and o.state = 'cancelled')
                            or not exists (select 1 from issue_dependencies d join issues o on o.id = d.depends_on
                                       where d.issue_id = i.id and d.kind = 'blocks' and d.waived_by is null
                                         and o.state <> 'done'))
                        order by i.entered_at, i.id limit :limit
                        for no key update of i skip locked
                        """)
                .bindArray("states", String.class, slugs(states))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list()
                .stream()
                .map(id -> issues.get(transaction, id))
                .toList();
    }

    @Override
    public List<Issue> lockSettledEpics(Transaction transaction, Set<IssueState> states, Lost lost, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        select i.id from issues i
                        where i.state = any(:states)
                          and exists (select 1 from issue_dependencies d where d.issue_id = i.id and d.kind = 'child')
                          and (not exists (select 1 from issue_dependencies d join issues c on c.id = d.depends_on
                                           where d.issue_id = i.id and d.kind = 'child' and d.waived_by is null
                                             and c.state <> 'done')
                            or exists (select 1 from issue_dependencies d join issues c on c.id = d.depends_on
                                       where d.issue_id = i.id and d.kind = 'child' and d.waived_by is null
                                         and (c.state = 'cancelled'
                                           or c.state = any(:stuck) and c.entered_at <= :since)))
                        order by i.entered_at, i.id limit :limit
                        for no key update of i skip locked
                        """)
                .bindArray("states", String.class, slugs(states))
                .bindArray("stuck", String.class, slugs(lost.stuck()))
                .bind("since", lost.since())
                .bind("limit", limit)
                .mapTo(Long.class)
                .list()
                .stream()
                .map(id -> issues.get(transaction, id))
                .toList();
    }

    private static List<String> slugs(Set<IssueState> states) {
        return states.stream().map(IssueState::slug).toList();
    }

    @Override
    public Optional<String> text(Transaction transaction, Issue issue) {
        return transaction
                .handle()
                .createQuery("select body_normalised from issue_snapshots where issue_id = :issue"
                        + " order by id desc limit 1")
                .bind("issue", issue.id())
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public Optional<IssueKey> sameText(Transaction transaction, Issue issue) {
        return transaction
                .handle()
                .createQuery("""
                        select other.number
                        from issue_snapshots mine
                        join issue_snapshots theirs on theirs.sha256 = mine.sha256 and theirs.issue_id < mine.issue_id
                        join issues other on other.id = theirs.issue_id
                        where mine.issue_id = :issue and other.repository_id = :repository
                          and other.state not in ('done', 'cancelled')
                        order by other.number limit 1
                        """)
                .bind("issue", issue.id())
                .bind("repository", issue.repositoryId())
                .mapTo(Long.class)
                .findOne()
                .map(number -> new IssueKey(issue.key().repository(), number));
    }
}
