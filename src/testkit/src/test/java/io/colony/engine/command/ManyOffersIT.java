package io.colony.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.testkit.SampleDoors;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many issues allow is what each of them allows, and asking for all costs no more statements than asking for one. */
class ManyOffersIT {
    private static final List<IssueKey> ALL = Stream.concat(
                    LongStream.rangeClosed(1, 8).mapToObj(number -> new IssueKey("acme/shop", number)),
                    LongStream.rangeClosed(1, 2).mapToObj(number -> new IssueKey("acme/docs", number)))
            .toList();

    @TempDir
    private Path directory;

    private final TestDatabase database = TestDatabase.create();
    private PossibleActions possible;

    @BeforeEach
    void fill() {
        SampleStore.fill(database);
        possible = SampleDoors.of(database.database(), directory).possible();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void manyAreOfferedWhatEachIs() {
        Map<IssueKey, IssueOffer> offers = possible.of(ALL);

        assertThat(offers).hasSize(ALL.size());
        assertThat(ALL).allSatisfy(key -> assertThat(offers.get(key)).isEqualTo(possible.of(key)));
        assertThat(possible.of(new IssueKey("acme/shop", 6)).has(OperatorAction.RETRY))
                .isTrue();
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(possible.of(List.of(new IssueKey("acme/shop", 99)))).isEmpty();
        assertThat(possible.of(List.of())).isEmpty();
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithTheIssues() {
        long forOne = fewest(() -> possible.of(ALL.subList(5, 6)));
        long forAll = fewest(() -> possible.of(ALL));

        assertThat(forOne).isBetween(5L, 12L);
        assertThat(forAll).isEqualTo(forOne);
    }

    /** Of several times: a connection that is handed out may be looked at first. */
    private static long fewest(Runnable ask) {
        return LongStream.range(0, 5).map(time -> statements(ask)).min().orElseThrow();
    }

    /** How many statements the driver sent. */
    private static long statements(Runnable ask) {
        AtomicLong executed = new AtomicLong();
        Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
        Level before = driver.getLevel();
        Handler count = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getMessage().contains("FE=> Execute(")) {
                    executed.incrementAndGet();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        count.setLevel(Level.ALL);
        driver.addHandler(count);
        driver.setLevel(Level.ALL);
        try {
            ask.run();
        } finally {
            driver.setLevel(before);
            driver.removeHandler(count);
        }
        return executed.get();
    }
}
