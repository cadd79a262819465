package io.colony.engine.recovery.sentinel;

import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.sentinel.SentinelQueries.Spend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Money that goes out faster than usual. A repository's day against the median of its days with any spend among the last
 * 14, an unfinished issue against the median of the last 20 finished ones of its repository: an anomaly is at least so
 * many times the median, at least $1, and needs a median of three.
 */
public final class SpendAnomaly implements Detector {
    private static final Usd FLOOR = Usd.of("1");
    private static final int LEAST_SAMPLE = 3;

    private final SentinelQueries queries;
    private final int factor;

    /** @param factor how many times the median is an anomaly */
    public SpendAnomaly(SentinelQueries queries, int factor) {
        this.queries = queries;
        this.factor = factor;
    }

    @Override
    public String name() {
        return "spend-anomaly";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        Stream<Finding> repositories = queries.repositorySpend(now).stream()
                .filter(this::unusual)
                .map(spend -> new Finding.Notice(
                        spend.subject(),
                        "It has spent " + spend.spent() + " today, at least " + factor + " times the median of "
                                + spend.usual() + " of its last " + spend.sample() + " days with any spend."));
        Stream<Finding> issues = queries.issueSpend().stream()
                .filter(this::unusual)
                .map(spend -> new Finding.Notice(
                        spend.subject(),
                        "It has spent " + spend.spent() + ", at least " + factor + " times the median of "
                                + spend.usual() + " of the last " + spend.sample()
                                + " finished issues of its repository."));
        return Stream.concat(repositories, issues).toList();
    }

    /** The rule, for any account. */
    boolean unusual(Spend spend) {
        Usd limit = new Usd(spend.usual().amount().multiply(BigDecimal.valueOf(factor)));
        return spend.sample() >= LEAST_SAMPLE
                && spend.spent().compareTo(FLOOR) >= 0
                && spend.spent().compareTo(limit) >= 0;
    }
}
