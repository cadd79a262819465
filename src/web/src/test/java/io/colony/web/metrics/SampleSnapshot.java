package io.colony.web.metrics;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.DeliveryCounts;
import io.colony.engine.status.DurationHistogram;
import io.colony.engine.status.MetricsSnapshot;
import io.colony.engine.workflow.IssueState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures made up. */
final class SampleSnapshot {
    private SampleSnapshot() {}

    /** With a task of an executor of this name. */
    static MetricsSnapshot with(String executor) {
        MetricsSnapshot.Stream none = new MetricsSnapshot.Stream(0, Optional.empty(), 0);
        Usd usd = new Usd(BigDecimal.ONE);
        return new MetricsSnapshot(
                List.of(new MetricsSnapshot.StateCount(new IssueState("done"), 4)),
                List.of(new MetricsSnapshot.Lane(executor, 3, 0, 1, Optional.of(Duration.ofMillis(1_500)))),
                new MetricsSnapshot.Workers(2, 1),
                0,
                Map.of("repository", 1L),
                new MetricsSnapshot.Findings(1, 0),
                0,
                false,
                true,
                new MetricsSnapshot.Money(usd, usd, usd, 7),
                none,
                none,
                none,
                new DeliveryCounts(
                        9,
                        0,
                        4,
                        3,
                        1,
                        0,
                        new DurationHistogram(
                                List.of(Duration.ofMinutes(15), Duration.ofHours(1)), List.of(1L, 2L, 1L)),
                        List.of(3L, 1L)));
    }
}
