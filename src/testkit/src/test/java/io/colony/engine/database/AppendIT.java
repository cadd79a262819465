package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that travel with the commit, what waits for it, and values that may be missing. */
class AppendIT {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00.123456Z");
    private static final Insert NOTE = new Insert("insert into notes (at, said, extra)", "(?, ?, ?::jsonb)");
    private static final Insert MARK =
            new Insert("insert into marks (name, at)", "(?, ?)", "on conflict (name) do nothing");

    private final TestDatabase test = TestDatabase.create();

    @BeforeEach
    void tables() {
        test.database().useTransaction(transaction -> {
            transaction.handle().execute("create table notes (id bigserial, at timestamptz, said text, extra jsonb)");
            transaction.handle().execute("create table marks (name text unique, at timestamptz)");
        });
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void allRowsAreThereAfterTheCommitAndThoseOfATableInTheirOrder() {
        test.database().useTransaction(transaction -> {
            for (int n = 1; n <= 20; n++) {
                transaction.append(NOTE, NOON.plusSeconds(n), "note " + n, "{\"n\": " + n + "}");
                transaction.append(MARK, "mark " + n % 3, Optional.of(NOON).filter(at -> true));
            }
        });

        List<String> expected = new ArrayList<>();
        for (int n = 1; n <= 20; n++) {
            expected.add("note " + n + " " + n + " " + NOON.plusSeconds(n));
        }
        assertThat(texts("select said || ' ' || (extra ->> 'n') || ' ' || to_char(at at time zone 'UTC',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from notes order by id"))
                .isEqualTo(expected);
        assertThat(texts("select name from marks order by name")).containsExactly("mark 0", "mark 1", "mark 2");
    }

    @Test
    void nothingIsThereAndNothingIsRunWhereTheFunctionThrows() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> test.database().useTransaction(transaction -> {
                    transaction.append(NOTE, NOON, "lost", "{}");
                    transaction.afterCommit(runs::incrementAndGet);
                    transaction.update("insert into marks (name) values (?)", "lost as well");
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");

        assertThat(texts("select said from notes")).isEmpty();
        assertThat(texts("select name from marks")).isEmpty();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aRowThatIsRefusedUndoesTheTransaction() {
        test.database()
                .useTransaction(
                        transaction -> transaction.handle().execute("alter table notes add check (said <> 'no')"));
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> test.database().useTransaction(transaction -> {
                    transaction.update("insert into marks (name) values (?)", "before");
                    transaction.append(NOTE, NOON, "no", "{}");
                    transaction.append(MARK, "with it", NOON);
                    transaction.afterCommit(runs::incrementAndGet);
                }))
                .hasMessageContaining("notes_said_check");

        assertThat(texts("select name from marks")).isEmpty();
        assertThat(runs).hasValue(0);
    }

    @Test
    void whatWaitsForTheCommitRunsOnceAndSeesItsRows() {
        List<String> seen = new ArrayList<>();

        test.database().useTransaction(transaction -> {
            transaction.append(NOTE, NOON, "first", "{}");
            transaction.afterCommit(() -> seen.addAll(texts("select said from notes")));
            assertThat(seen).isEmpty();
        });

        assertThat(seen).containsExactly("first");
    }

    @Test
    void whoeverAsksByJdbiSeesTheRowsAlready() {
        List<String> seen = test.database().inTransaction(transaction -> {
            transaction.append(NOTE, NOON, "first", "{}");
            return transaction
                    .handle()
                    .createQuery("select said from notes")
                    .mapTo(String.class)
                    .list();
        });

        assertThat(seen).containsExactly("first");
    }

    @Test
    void aValueMayBeMissingInOneStatementAndThereInTheNext() {
        for (int n = 0; n < 12; n++) {
            Optional<Integer> odd = Optional.of(n).filter(number -> number % 2 == 1);
            Optional<Instant> at = odd.map(NOON::plusSeconds);
            test.database()
                    .useTransaction(transaction -> transaction.later(
                            "insert into notes (at, said, extra) values (?, ?, ?::jsonb)",
                            at,
                            odd.map(number -> "note " + number),
                            odd.map(number -> "{\"n\": " + number + "}")));
        }

        assertThat(texts("select coalesce(said, 'none') || ' ' || coalesce(extra ->> 'n', '-') from notes order by id"))
                .startsWith("none -", "note 1 1", "none -", "note 3 3")
                .hasSize(12);
        assertThat(texts("select count(at)::text from notes")).containsExactly("6");
    }

    private List<String> texts(String sql) {
        return test.database()
                .inTransaction(transaction ->
                        transaction.ask(row -> row.getString(1), sql).rows());
    }
}
