package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.testkit.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
        List<String> done = new ArrayList<>();
        database.useTransaction(transaction -> {
            transaction.afterCommit(() -> done.addAll(names()));
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

    @Test
    void questionsAreAnsweredInTheirOrderEachWithItsOwnRowsAndValues() {
        database.useTransaction(transaction -> {
            transaction.later(ADD, "one", null, AT);
            Answer<String> one = transaction.ask(PipelineIT::text, "select name from things where at = ?", AT);
            transaction.later(ADD, "two", null, AT.plusSeconds(1));
            Answer<Long> count = transaction.ask(row -> row.getLong(1), "select count(*) from things");
            Answer<String> none = transaction.ask(PipelineIT::text, "select name from things where name = ?", "three");
            Answer<String> values = transaction.ask(
                    PipelineIT::text,
                    "select concat_ws(' ', ?::bigint, ?::boolean, ?::text, coalesce(?::text, 'null'), cardinality(?::text[]))",
                    7L,
                    true,
                    "a ? b",
                    Optional.empty(),
                    new String[] {"x", "y"});

            assertThat(count.rows()).containsExactly(2L);
            assertThat(one.rows()).as("what was asked before the second came").containsExactly("one");
            assertThat(none.rows()).isEmpty();
            assertThat(none.first()).isEmpty();
            assertThat(values.first()).contains("7 t a ? b null 2");
        });
    }

    @Test
    void whatIsAskedWaitsForTheFirstAnswerThatIsReadOrForTheNextStatement() {
        database.useTransaction(transaction -> {
            Answer<Long> before = transaction.ask(row -> row.getLong(1), "select count(*) from things");
            assertThat(transaction.update(ADD, "one", null, AT)).isEqualTo(1);
            Answer<Long> after = transaction.ask(row -> row.getLong(1), "select count(*) from things");
            assertThat(transaction.query(PipelineIT::text, "select name from things"))
                    .containsExactly("one");

            assertThat(before.rows()).containsExactly(0L);
            assertThat(after.rows()).containsExactly(1L);
        });
    }

    @Test
    void answersThatTheFunctionReturnsUnreadAreThereWhenTheTransactionIsOver() {
        Answer<String> added = database.inTransaction(
                transaction -> transaction.ask(PipelineIT::text, ADD + " returning name", "one", null, AT));
        assertThat(added.rows()).containsExactly("one");
        assertThat(names()).as("committed with it").containsExactly("one");

        Answer<String> read =
                database.inReadTransaction(transaction -> transaction.ask(PipelineIT::text, "select name from things"));
        assertThat(read.rows()).containsExactly("one");
        assertThat(database.inSingleRead(transaction -> transaction.ask(PipelineIT::text, "select name from things"))
                        .rows())
                .containsExactly("one");
    }

    @Test
    void aQuestionThatFailsEndsTheTransactionAndLeavesNoAnswer() {
        List<Answer<String>> asked = new ArrayList<>();

        assertThatThrownBy(() -> database.useTransaction(transaction -> {
                    transaction.later(ADD, "one", null, AT);
                    asked.add(transaction.ask(PipelineIT::text, "select name from things"));
                    asked.add(transaction.ask(PipelineIT::text, "select (1 / (id - id))::text from things"));
                    asked.add(transaction.ask(PipelineIT::text, "select name from things"));
                    asked.getFirst().rows();
                }))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("division by zero");

        assertThat(names()).isEmpty();
        assertThat(asked)
                .hasSize(3)
                .allSatisfy(answer -> assertThatThrownBy(answer::rows)
                        .isInstanceOf(ColonyException.class)
                        .hasMessageContaining("its transaction failed"));
    }

    @Test
    void aReaderThatFailsSaysWhatItCouldNotRead() {
        assertThatThrownBy(() -> database.inReadTransaction(
                        transaction -> transaction.query(row -> row.getLong("nothing"), "select 1 as something")))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void manyQuestionsAreRightManyTimesOnOneConnection() {
        for (int number = 0; number < 20; number++) {
            int round = number;
            List<Answer<Integer>> asked = database.inReadTransaction(transaction -> IntStream.range(0, 15)
                    .mapToObj(question ->
                            transaction.ask(row -> row.getInt(1), "select generate_series(1, ?) + " + question, round))
                    .toList());

            assertThat(asked).allSatisfy(answer -> assertThat(answer.rows()).hasSize(round));
            assertThat(asked.getLast().rows().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(round * (round + 1) / 2 + 14 * round);
        }
    }

    private static String text(ResultSet row) throws SQLException {
        return row.getString(1);
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
