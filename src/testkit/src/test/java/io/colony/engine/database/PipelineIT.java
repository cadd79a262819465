package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineIT {
    private static final Instant AT = Instant.parse("2026-01-05T12:00:00Z");
    private static final String ADD = "insert into things (name, note, at) values (?, ?, ?)";

    private final TestDatabase test = TestDatabase.create();
    private final Database database = test.database();

    @BeforeEach
    void makesATable() {
        database.useTransaction(transaction -> transaction
                .handle()
                .execute("create table things (id bigint generated always as identity, name text unique, note jsonb,"
                        + " at timestamptz)"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatIsLeftForLaterIsCommittedWithTheTransaction() {
        database.useTransaction(transaction -> {
            transaction.later(ADD, "one", null, AT);
            transaction.later(ADD, "two", Optional.empty(), AT);
        });

        assertThat(names()).containsExactly("one", "two");
    }

    @Test
    void everyStatementSeesThoseThatWereLeftBeforeIt() {
        database.useTransaction(transaction -> {
            transaction.later(ADD, "one", null, AT);
            assertThat(count(transaction)).isEqualTo(1);

            transaction.later(ADD, "two", null, AT);
            assertThat(transaction.query(
                            row -> row.getString(1), "select name from things where at = ? order by id", AT))
                    .containsExactly("one", "two");

            transaction.later(ADD, "three", null, AT);
            assertThat(transaction.update("update things set at = ? where name <> ?", AT.plusSeconds(1), "one"))
                    .isEqualTo(2);
        });
    }

    @Test
    void nothingOfItStaysWhereTheTransactionIsUndone() {
        assertThatThrownBy(() -> database.useTransaction(transaction -> {
                    transaction.later(ADD, "one", null, AT);
                    assertThat(count(transaction)).isEqualTo(1);
                    transaction.later(ADD, "two", null, AT);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(names()).isEmpty();
    }

    @Test
    void anErrorInItEndsTheTransactionThoughTheCommitTravelsWithIt() {
        assertThatThrownBy(() -> database.useTransaction(transaction -> {
                    transaction.later(ADD, "one", null, AT);
                    transaction.later(ADD, "one", null, AT);
                    transaction.later(ADD, "two", null, AT);
                }))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("things_name_key");

        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsToBeDoneAfterTheCommitIsDone() {
        List<String> done = new java.util.ArrayList<>();
        database.useTransaction(transaction -> {
            transaction.handle().afterCommit(() -> done.addAll(names()));
            transaction.later(ADD, "one", null, AT);
        });

        assertThat(done).containsExactly("one");
    }

    @Test
    void theSameStatementsAreRightManyTimesOnOneConnectionAlsoWithOtherNulls() {
        for (int number = 0; number < 20; number++) {
            String name = "thing-" + number;
            Optional<Instant> at = number % 3 == 0 ? Optional.empty() : Optional.of(AT);
            database.useTransaction(transaction -> {
                transaction.later(ADD, name, null, at);
                transaction.later("update things set note = ?::jsonb where name = ?", "{\"a\": 1}", name);
            });
        }

        assertThat(names()).hasSize(20);
        assertThat(database.<Long>inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select count(*) from things where note is null or (at is null) <> (id % 3 = 1)")
                        .mapTo(Long.class)
                        .one()))
                .isZero();
    }

    private static long count(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select count(*) from things")
                .mapTo(Long.class)
                .one();
    }

    private List<String> names() {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select name from things order by id")
                .mapTo(String.class)
                .list());
    }
}
