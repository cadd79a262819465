package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.DatabaseException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.testkit.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whoever reads does not keep the store from work: neither by a long question nor by many. */
class ReadersLeaveRoomIT {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void aQuestionThatTakesTooLongIsEndedOnTheServerAndSaysSo() {
        try (TestDatabase test = TestDatabase.create()) {
            PostgresReads reads = new PostgresReads(test.database(), SHORT, LONG);

            assertThatThrownBy(() -> reads.read(
                            transaction -> transaction.query(row -> row.getInt(1), "select 1 from pg_sleep(60)")))
                    .isInstanceOfSatisfying(
                            StoreUnavailableException.class,
                            failure -> assertThat(failure.isUnreachable()).isFalse())
                    .hasMessageContaining("took too long to answer");
            assertThat(sleeping(reads)).isZero();
            assertThat(reads.<List<Integer>>read(
                            transaction -> transaction.query(row -> row.getInt(1), "select 1 from pg_sleep(0)")))
                    .hasSize(1);
        }
    }

    private static int sleeping(PostgresReads reads) {
        return reads.<List<Integer>>read(transaction -> transaction.query(
                        row -> row.getInt(1),
                        "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(60)%'"
                                + " and pid <> pg_backend_pid()"))
                .getFirst();
    }

    @Test
    void elsewhereAStatementThatIsEndedIsNoTroubleOfTheStore() {
        try (TestDatabase test = TestDatabase.create()) {
            assertThatThrownBy(() -> test.database().useTransaction(transaction -> {
                        transaction.update("set local statement_timeout = 50");
                        transaction.query(row -> row.getInt(1), "select 1 from pg_sleep(60)");
                    }))
                    .isNotInstanceOf(DatabaseException.class)
                    .hasMessageContaining("statement timeout");
        }
    }

    @Test
    void whateverMayBeDearTakesAPlace() {
        try (TestDatabase test = TestDatabase.create()) {
            StatusQueries status = new PostgresStatusQueries(
                    new PostgresReads(test.database(), LONG, SHORT),
                    InstantSource.system(),
                    WorkflowCatalog.postgres(InstantSource.system()));
            IssueKey key = new IssueKey("acme/shop", 1);
            List<ThrowingCallable> dear = List.of(
                    () -> status.issues(IssueFilter.ALL, PageRequest.FIRST),
                    () -> status.transcript(1, 0, 10),
                    () -> status.transcriptBefore(1, 10, 10),
                    () -> status.gateLog(key, 1));
            test.database().readers().drainPermits();

            assertThat(dear)
                    .allSatisfy(question -> assertThatThrownBy(question)
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("Ask again in a moment"));
            assertThat(status.workers()).as("what costs little").isEmpty();
        }
    }

    @Test
    void readersTakeNotAllConnectionsAndWhatWatchesTheStoreDoesNotWaitForThem() {
        try (TestDatabase test = TestDatabase.create()) {
            PostgresReads reads = new PostgresReads(test.database(), LONG, SHORT);
            int places = test.database().readers().drainPermits();

            assertThat(places).isPositive();
            assertThatThrownBy(() -> reads.read(transaction -> 1))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("Ask again in a moment");
            assertThat(reads.<Integer>watch(transaction -> 1)).isEqualTo(1);

            test.database().readers().release(places);
            assertThat(reads.<Integer>read(transaction -> 1)).isEqualTo(1);
            assertThat(test.database().readers().availablePermits()).isEqualTo(places);
        }
    }
}
