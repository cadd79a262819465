package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.secret.Secret;
import io.colony.testkit.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {
    private final TestDatabase test = TestDatabase.create();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void rollsBackWhatAFailedFunctionWrote() {
        assertThatThrownBy(() -> test.database().useTransaction(transaction -> {
                    transaction.handle().execute("insert into tenants (slug, created_at) values ('lost', now())");
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");

        assertThat(tenants()).isZero();
    }

    @Test
    void commitsWhatAFunctionWrote() {
        test.database()
                .useTransaction(transaction ->
                        transaction.handle().execute("insert into tenants (slug, created_at) values ('kept', now())"));

        assertThat(tenants()).isEqualTo(1);
    }

    @Test
    void aStoreThatANewerProgramHasChangedIsRefused() {
        test.database().useTransaction(transaction -> transaction.handle().execute("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                  installed_by, execution_time, success)
                values (9999, '99999', 'later', 'SQL', 'V99999__later.sql', 1, 'somebody', 1, true)
                """));
        assertThatThrownBy(() -> Database.open(test.settings()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("changed by a newer Colony", "99999", "Nothing was changed", "backup");
    }

    @Test
    void aReadTransactionSeesOneInstantWhateverIsCommittedMeanwhile() {
        test.database().useTransaction(DatabaseIT::insertTenant);

        int seen = test.database().inReadTransaction(read -> {
            int before = count(read);
            CompletableFuture.runAsync(() -> test.database().useTransaction(DatabaseIT::insertTenant))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            return count(read) - before;
        });

        assertThat(seen).isZero();
        assertThat(tenants()).isEqualTo(2);
    }

    @Test
    void aReadDoesNotWaitForEverWhereSomebodyHoldsATable() {
        test.database().useTransaction(holder -> {
            holder.handle().execute("lock table tenants in access exclusive mode");

            // In a thread of its own: within this one it would be the same transaction.
            assertThat(CompletableFuture.runAsync(() -> test.database().inReadTransaction(DatabaseIT::count)))
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .havingRootCause()
                    .withMessageContaining("lock timeout");
        });
    }

    @Test
    void aReadTransactionCannotWrite() {
        assertThatThrownBy(() -> test.database().inReadTransaction(read -> {
                    insertTenant(read);
                    return 0;
                }))
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void answersThatAreReadTogetherAreOfOneInstantAndCannotWriteEither() {
        assertThatThrownBy(() -> test.database()
                        .inReadTransaction(read -> read.ask(
                                row -> row.getLong("id"),
                                "insert into tenants (slug, created_at) values ('lost', now()) returning id")))
                .hasMessageContaining("read-only transaction");
        assertThat(test.database()
                        .inReadTransaction(read ->
                                read.ask(row -> row.getString(1), "select current_setting('transaction_isolation')"))
                        .rows())
                .containsExactly("repeatable read");
        assertThat(test.database()
                        .inTransaction(write ->
                                write.ask(row -> row.getString(1), "select current_setting('transaction_isolation')"))
                        .rows())
                .as("the connection's next transaction")
                .containsExactly("read committed");
        assertThat(tenants()).isZero();
    }

    @Test
    void namesUrlUserAndCureWhenNobodyAnswers() {
        DatabaseSettings nobody = new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:1/none", "colony", Secret.of("s3cret"), 2, Duration.ofSeconds(2));

        assertThatThrownBy(() -> Database.open(nobody))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none")
                .hasMessageContaining("'colony'")
                .hasMessageContaining("Check the URL")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void saysWhatAUrlShouldLookLike() {
        DatabaseSettings wrong =
                new DatabaseSettings("jdbc:mysql://localhost/x", "colony", Secret.empty(), 2, Duration.ofSeconds(2));

        assertThatThrownBy(() -> Database.open(wrong))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://HOST:PORT/DATABASE");
    }

    private int tenants() {
        return test.database().inTransaction(DatabaseIT::count);
    }

    private static int count(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select count(*) from tenants")
                .mapTo(Integer.class)
                .one();
    }

    private static void insertTenant(Transaction transaction) {
        transaction
                .handle()
                .execute(
                        "insert into tenants (slug, created_at)" + " select 'tenant-' || count(*), now() from tenants");
    }
}
