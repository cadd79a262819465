package io.colony.engine.ledger;

import static io.colony.engine.ledger.LedgerFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostEvent.Kind;
import io.colony.engine.ledger.Ledger.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lost run was booked at by estimate, and what a late result makes of it. */
class LedgerCorrectionIT {
    private static final Instant NEXT_MONTH = NOON.plus(Duration.ofDays(40));
    private static final Usd TWO = Usd.of("2");

    private final LedgerFixture fixture = new LedgerFixture();
    private final Account issue = fixture.store.issue(1);
    private final Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
    private final long run = fixture.store.run(issue);

    @AfterEach
    void everySumAgrees() {
        assertThat(fixture.disagreements()).isEmpty();
        fixture.close();
    }

    @Test
    void aLateResultReplacesTheEstimateInTheEstimatesDay() {
        use(transaction -> ledger.reserve(transaction, issue, run, TWO, NOON));
        settle(lost());
        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(TWO, Usd.ZERO, 1));

        settle(known("0.125", NEXT_MONTH));

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("0.125"), Usd.ZERO, 3));
        assertThat(fixture.dayTotal(issue, NOON).spent()).isEqualTo(Usd.of("0.125"));
        assertThat(fixture.dayTotal(issue, NEXT_MONTH)).isEqualTo(CostReport.Total.NOTHING);
        assertThat(events())
                .extracting(CostEvent::kind)
                .containsExactly(Kind.INVOCATION, Kind.REVERSAL, Kind.CORRECTION);
        assertThat(events()).extracting(CostEvent::at).containsOnly(NOON);
        assertThat(stage().estimated()).isFalse();
        assertThat(stage().runs()).isEqualTo(1);
        assertThat(stage().tokens()).isEqualTo(new Tokens(100, 20, 30, 4, 1));
    }

    @Test
    void aCostAboveTheEstimateIsBookedAsItIs() {
        use(transaction -> ledger.reserve(transaction, issue, run, TWO, NOON));
        settle(lost());

        settle(known("2.75", NOON.plusSeconds(60)));

        assertThat(fixture.issueTotal(issue).spent()).isEqualTo(Usd.of("2.75"));
    }

    @Test
    void anEstimateIsCorrectedOnceWhateverComesLater() {
        use(transaction -> ledger.reserve(transaction, issue, run, TWO, NOON));
        settle(lost());
        settle(known("0.5", NOON));
        settle(known("0.5", NOON));
        settle(known("0.75", NOON));
        settle(lost());

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("0.5"), Usd.ZERO, 3));
    }

    @Test
    void whatIsKnownIsNeverReplacedByAnEstimate() {
        use(transaction -> ledger.reserve(transaction, issue, run, TWO, NOON));
        settle(known("0.5", NOON));
        settle(lost());

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("0.5"), Usd.ZERO, 1));
    }

    @Test
    void theSameEstimateAgainIsNoCorrection() {
        settle(lost());
        settle(lost());

        assertThat(events()).hasSize(1);
    }

    @Test
    void theStoreRefusesANegativeCostAndAReversalOfAnythingButAWholeEstimate() {
        settle(known("0.5", NOON));

        assertThatThrownBy(() -> insert("invocation", "null", "-1"))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("cost_events_signs");
        assertThatThrownBy(() -> insert("reversal", "(select max(id) from cost_events)", "-0.5"))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("is no estimate");
        long other = fixture.store.run(issue);
        CostEvent estimate = lost(other);
        settle(estimate);
        assertThatThrownBy(() -> insert("reversal", "(select max(id) from cost_events)", "-1.9"))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("a correction of cost event");
    }

    private void insert(String kind, String corrects, String usd) {
        use(transaction -> transaction.handle().execute("""
                insert into cost_events (idempotency_key, kind, corrects, tenant_id, repository_id, issue_id, run_id, role,
                  stage, attempt, back_end, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd,
                  estimated, worker_seconds, at, booked_at)
                values ('forged', '%s', %s, 1, 1, %d, %d, 'builder', 'develop', 1, 'command', 0, 0, 0, 0, 0, %s, true, 0,
                  '%s', %s)
                """.formatted(
                kind, corrects, issue.issueId(), run, usd, NOON, kind.equals("invocation") ? "null" : "now()")));
    }

    private CostEvent lost() {
        return lost(run);
    }

    private static CostEvent lost(long runId) {
        return LedgerFixture.lost(runId, "2", NOON);
    }

    private CostEvent known(String usd, Instant at) {
        return LedgerFixture.event("run-" + run, run, usd, at);
    }

    private void settle(CostEvent event) {
        use(transaction -> ledger.settle(transaction, issue, event));
    }

    private List<CostEvent> events() {
        return fixture.store
                .database()
                .inTransaction(transaction -> CostReport.postgres().events(transaction, issue.issueId()));
    }

    private CostReport.StageCost stage() {
        return fixture.store
                .database()
                .inTransaction(transaction -> CostReport.postgres().stages(transaction, issue.issueId()))
                .getFirst();
    }

    private void use(Consumer<Transaction> function) {
        fixture.store.database().useTransaction(function);
    }
}
