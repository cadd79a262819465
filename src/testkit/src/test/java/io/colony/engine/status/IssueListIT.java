package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.status.IssueOrder.By;
import io.colony.testkit.StoreFixture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of issues on a store with {@value #MANY} of them. */
class IssueListIT {
    private static final int MANY = 5_000;

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @SuppressWarnings("NullAway.Init")
    private static StatusQueries status;

    @BeforeAll
    static void fill() {
        store = new StoreFixture();
        status = StatusQueries.postgres(store.database, store.clock);
        insert(1, MANY);
        store.execute("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at, closed_at)
                select tenant_id, repository_id, id, 'develop', 'done', created_at, created_at, created_at from issues
                where number % 10 = 0
                """);
        store.execute("""
                insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                select t.issue_id, t.id, 'develop', e, e, 1, t.created_at
                from tasks t join issues i on i.id = t.issue_id, generate_series(1, 1 + (i.number / 10) % 4) e
                """);
        store.execute("""
                insert into ledger_totals (scope, scope_id, period, spent)
                select 'issue', id, '', (number % 7) * 0.25 from issues where number % 3 = 0
                """);
        store.execute("update issues set title = 'Save 100% of_it', author = 'bob' where number = 4321");
        store.execute("analyze issues");
        store.execute("analyze ledger_totals");
        store.execute("analyze agent_runs");
    }

    /** The newest issues by number are not those that entered their state last. */
    private static void insert(int from, int to) {
        store.execute("""
                insert into issues (tenant_id, repository_id, number, title, author, state, workflow_id, workflow_version,
                  base_branch, entered_at, created_at, updated_at)
                select ?, ?, n, 'Issue about ' || n, 'ann', (array['done', 'analyzing', 'paused'])[1 + n % 3],
                  'colony-default', ?, 'main', timestamptz '2026-01-01 00:00Z' + (n * 37 % 1000) * interval '1 minute',
                  timestamptz '2026-01-01 00:00Z' + n * interval '1 second', timestamptz '2026-01-01 00:00Z'
                from generate_series(?::int, ?::int) n
                """, store.tenantId, store.repositoryId, store.workflow.version(), from, to);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0}, ascending: {1}")
    @CsvSource({
        "CREATED,false",
        "CREATED,true",
        "SINCE,false",
        "SINCE,true",
        "COST,false",
        "COST,true",
        "ATTEMPTS,false",
        "ATTEMPTS,true"
    })
    void everyOrderGivesEveryIssueOnceAndInOrder(By by, boolean ascending) {
        List<IssueSummary> all = pages(IssueFilter.ALL.in(new IssueOrder(by, ascending)), Optional.of("paused"));

        Comparator<IssueSummary> order = switch (by) {
            case CREATED -> Comparator.comparingLong(IssueSummary::id);
            case SINCE -> Comparator.comparing(IssueSummary::since).thenComparingLong(IssueSummary::id);
            case COST -> Comparator.comparing(IssueSummary::cost).thenComparingLong(IssueSummary::id);
            case ATTEMPTS -> Comparator.comparingLong(IssueSummary::attempts).thenComparingLong(IssueSummary::id);
        };
        assertThat(all)
                .hasSize(store.query(Integer.class, "select count(*) from issues where state = 'paused'"))
                .isSortedAccordingTo(ascending ? order : order.reversed());
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }

    @Test
    void whatIsFiledMeanwhileShiftsNoPage() {
        IssueFilter longest = new IssueFilter(Optional.empty(), List.of("paused")).in(new IssueOrder(By.SINCE, true));
        IssuePage first = status.issues(longest, PageRequest.first(20));
        List<IssueSummary> second =
                status.issues(longest, PageRequest.after(20, first.cursor())).issues();

        insert(MANY + 1, MANY + 60);
        store.execute("update issues set entered_at = timestamptz '2025-12-31 00:00Z' where number > ?", MANY);
        try {
            assertThat(status.issues(longest, PageRequest.after(20, first.cursor()))
                            .issues())
                    .isEqualTo(second);
        } finally {
            store.execute("delete from issues where number > ?", MANY);
        }
    }

    @Test
    void aPageGoesOnWhereItsLastIssueWasThoughThatHasMovedSince() {
        IssueFilter longest = new IssueFilter(Optional.empty(), List.of("paused")).in(new IssueOrder(By.SINCE, true));
        IssuePage first = status.issues(longest, PageRequest.first(20));
        List<IssueSummary> second =
                status.issues(longest, PageRequest.after(20, first.cursor())).issues();
        IssueSummary last = first.issues().getLast();

        store.execute("update issues set entered_at = timestamptz '2027-01-01 00:00Z' where id = ?", last.id());
        try {
            assertThat(status.issues(longest, PageRequest.after(20, first.cursor()))
                            .issues())
                    .isEqualTo(second);
        } finally {
            store.execute(
                    "update issues set entered_at = ? where id = ?",
                    last.since().atOffset(java.time.ZoneOffset.UTC),
                    last.id());
        }
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource({
        "100% OF_IT,1",
        "0%,1",
        "f_i,1",
        "%,1",
        "_,1",
        "about 499,11",
        "SHOP#4999,1",
        "acme/shop,5000",
        "no such thing,0",
    })
    void aTextIsSoughtInTitleAndKeyAndStandsForItself(String text, int found) {
        IssueFilter containing =
                new IssueFilter(Optional.empty(), List.of(), Optional.of(text), Optional.empty(), IssueOrder.NEWEST);

        assertThat(pages(containing, Optional.empty())).hasSize(found);
    }

    @Test
    void filtersByAuthorAndRepository() {
        assertThat(pages(IssueFilter.ALL.by("bob"), Optional.empty()))
                .extracting(issue -> issue.key().number())
                .containsExactly(4321L);
        assertThat(status.issues(new IssueFilter(Optional.of("acme/other"), List.of()), PageRequest.FIRST))
                .isEqualTo(IssuePage.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(
            value = By.class,
            names = {"CREATED", "SINCE"})
    void aPageReadsItsShareAndSortsNothing(By by) {
        String plan = plan(IssueFilter.ALL.in(new IssueOrder(by, false)), PageRequest.FIRST);

        assertThat(plan).as(plan).doesNotContain("Sort").contains("Index");
        IssuePage first = status.issues(IssueFilter.ALL.in(new IssueOrder(by, false)), PageRequest.FIRST);
        String next = plan(IssueFilter.ALL.in(new IssueOrder(by, false)), PageRequest.after(50, first.cursor()));
        assertThat(next).as(next).doesNotContain("Sort").contains("Index Cond");
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        Optional<String> cursor =
                status.issues(IssueFilter.ALL, PageRequest.FIRST).cursor();
        IssueFilter dearest = IssueFilter.ALL.in(new IssueOrder(By.COST, false));

        assertThatThrownBy(() -> status.issues(dearest, PageRequest.after(50, cursor)))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("Begin at its first page");
        assertThatThrownBy(() -> status.issues(dearest, PageRequest.after(50, Optional.of("cost-desc/x'y/7"))))
                .isInstanceOf(ColonyException.class);
    }

    private static String plan(IssueFilter filter, PageRequest page) {
        PostgresIssueList list = new PostgresIssueList(filter, page);
        String plan = store.database.<String>inTransaction(transaction ->
                String.join("\n", transaction.query(row -> row.getString(1), "explain " + list.sql(), list.values())));
        // The path of each issue that is shown is sorted; what comes before is how they are found.
        return plan.substring(0, plan.indexOf("SubPlan"));
    }

    private static List<IssueSummary> pages(IssueFilter filter, Optional<String> state) {
        IssueFilter narrow = new IssueFilter(
                filter.repository(), state.stream().toList(), filter.text(), filter.author(), filter.order());
        List<IssueSummary> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            IssuePage page = status.issues(narrow, PageRequest.after(PageRequest.MOST, cursor));
            all.addAll(page.issues());
            cursor = page.cursor();
        } while (cursor.isPresent());
        return all;
    }
}
