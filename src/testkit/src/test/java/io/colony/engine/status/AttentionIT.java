package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colony.engine.issue.IssueKey;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AttentionIT {
    private static final TestDatabase TEST = TestDatabase.create();
    private static final SettableClock CLOCK = new SettableClock(SampleStore.NOW);
    private static final Attention ATTENTION = Attention.postgres(TEST.database(), CLOCK);

    @BeforeAll
    static void fill() throws SQLException {
        SampleStore.fill(TEST);
        try (Connection connection = TEST.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into breakers (scope, scope_key, failures, window_start, open_until, opened_at, reason) values
                      ('issue-stage', 'acme/shop#6 develop', 3, '2026-01-05 10:00Z', null, '2026-01-05 10:42Z', 'it fails'),
                      ('repository', 'acme/docs', 4, '2026-01-05 11:00Z', '2026-01-05 12:05Z', '2026-01-05 11:50Z', 'no clone'),
                      ('back-end', 'claude', 1, '2026-01-05 11:00Z', null, null, 'one refusal');
                    insert into sentinel_findings (detector, subject, reason, first_seen, last_seen, resolved_at, for_people)
                    values
                      ('transient-block', 'acme/shop#6', 'It is retried at 12:30', '2026-01-05 10:43Z', '2026-01-05 11:59Z', null, false),
                      ('settings-drift', 'acme/shop', 'Its protection is weaker', '2026-01-05 10:00Z', '2026-01-05 11:59Z', null, true),
                      ('spend-anomaly', 'acme/docs', 'It was dear', '2026-01-04 10:00Z', '2026-01-04 11:00Z', '2026-01-04 12:00Z', true);
                    insert into budget_waits (issue_id, tenant_id, repository_id, scope, stopped, needed, reason, since) values
                      (6, 1, 1, 'issue', true, 1, 'Its ceiling is reached', '2026-01-05 10:42Z'),
                      (5, 1, 1, 'repository', false, 1, 'It has gone on since', '2026-01-05 11:00Z');
                    insert into ledger_warnings (tenant_id, scope, scope_id, period, level, ceiling, spent, reserved, at) values
                      (1, 'repository', 1, '2026-01-05', 'near', 50, 41, 2, '2026-01-05 11:00Z'),
                      (1, 'repository', 1, '2026-01-05', 'reached', 50, 49, 2, '2026-01-05 11:30Z'),
                      (1, 'repository', 1, '2026-01-04', 'reached', 50, 50, 0, '2026-01-04 11:00Z'),
                      (1, 'issue', 6, '', 'reached', 5, 4, 2, '2026-01-05 10:42Z'),
                      (1, 'issue', 1, '', 'near', 5, 4, 0, '2026-01-05 09:00Z'),
                      (1, 'issue', 3, '', 'near', 5, 4, 0, '2026-01-05 11:53Z');
                    insert into budgets (scope, scope_id, usd, set_by, reason, created_at, expires_at) values
                      ('issue', 3, 9, 'olga', 'worth it', '2026-01-05 11:55Z', '2026-01-07 11:55Z');
                    insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, repository, failed_at)
                    values ('github', 'a', 'issues', '{}', '2026-01-05 11:00Z', 'acme/shop', '2026-01-05 11:30Z'),
                      ('github', 'b', 'issues', '{}', '2026-01-05 11:00Z', 'acme/docs', null);
                    insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, repository, attempts)
                    values ('github', 'poll-1-7', 'poll', '{}', '2026-01-05 11:00Z', 'acme/shop', 10);
                    """);
        }
    }

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void issuesThatWaitForPeopleComeLongestFirstAndSayWhyAsTheirOwnPagesDo() {
        StatusQueries status = StatusQueries.postgres(TEST.database(), CLOCK);

        WaitingPage page = ATTENTION.waiting(Optional.empty(), PageRequest.FIRST);

        assertThat(page.issues())
                .extracting(issue -> issue.summary().key().toString())
                .containsExactly("acme/shop#6", "acme/shop#8", "acme/docs#1", "acme/shop#4");
        assertThat(page.inAll()).isEqualTo(4);
        assertThat(page.cursor()).isEmpty();
        assertThat(page.issues())
                .allSatisfy(issue -> assertThat(Optional.of(issue.why()))
                        .isEqualTo(status.why(issue.summary().key())));
        assertThat(page.issues().getFirst().why().tried()).hasSize(3);
    }

    @Test
    void theReasonsOfManyAreThoseOfEachInAnyState() {
        StatusQueries status = StatusQueries.postgres(TEST.database(), CLOCK);
        List<PostgresIssues.Found> working = new ArrayList<>();
        List<Why> whys = TEST.database().inReadTransaction(transaction -> {
            for (int number : List.of(3, 5, 6, 8)) {
                working.add(new PostgresIssues(transaction)
                        .find(new IssueKey("acme/shop", number))
                        .first()
                        .orElseThrow());
            }
            return new PostgresWhys(transaction, working, SampleStore.NOW).told();
        });

        assertThat(whys)
                .isEqualTo(working.stream()
                        .map(issue -> status.why(issue.key()).orElseThrow())
                        .toList());
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            WaitingPage page = ATTENTION.waiting(Optional.of("acme/shop"), PageRequest.after(1, cursor));
            assertThat(page.inAll()).isEqualTo(3);
            page.issues().forEach(issue -> seen.add(issue.summary().key().toString()));
            cursor = page.cursor();
        } while (cursor.isPresent());

        assertThat(seen).containsExactly("acme/shop#6", "acme/shop#8", "acme/shop#4");
    }

    @Test
    void troublesAreThoseThatLast() {
        Troubles troubles = ATTENTION.troubles(Optional.empty());

        assertThat(troubles.deadLetters())
                .extracting(task -> task.issue().toString())
                .containsExactly("acme/shop#6");
        assertThat(troubles.breakers())
                .extracting(BreakerEntry::scope, BreakerEntry::key, BreakerEntry::open)
                .containsExactly(
                        tuple("issue-stage", "acme/shop#6 develop", true), tuple("repository", "acme/docs", true));
        assertThat(troubles.findings()).extracting(FindingEntry::detector).containsExactly("transient-block");
        assertThat(troubles.protection()).extracting(FindingEntry::subject).containsExactly("acme/shop");
        assertThat(troubles.waitingForMoney())
                .extracting(wait -> wait.issue().toString())
                .containsExactly("acme/shop#6");
        assertThat(troubles.ceilings())
                .extracting(CeilingAlarm::subject, CeilingAlarm::level)
                .containsExactly(tuple("acme/shop#6", "reached"), tuple("acme/shop", "reached"));
        assertThat(troubles.webhooksPutAside()).isEqualTo(2);
    }

    @Test
    void troublesOfOneRepositoryAreItsOwn() {
        Troubles docs = ATTENTION.troubles(Optional.of("acme/docs"));

        assertThat(docs.deadLetters()).isEmpty();
        assertThat(docs.breakers()).extracting(BreakerEntry::key).containsExactly("acme/docs");
        assertThat(docs.findings()).isEmpty();
        assertThat(docs.protection()).isEmpty();
        assertThat(docs.ceilings()).isEmpty();
        assertThat(docs.webhooksPutAside()).isZero();
        assertThat(ATTENTION.troubles(Optional.of("acme/shop")).ceilings()).hasSize(2);
    }
}
