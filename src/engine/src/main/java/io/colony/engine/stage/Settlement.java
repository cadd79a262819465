package io.colony.engine.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostBasis;
import io.colony.engine.ledger.CostEvent;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.ledger.Usd;
import io.colony.engine.log.Log;
import io.colony.engine.stage.StageSession.AgentRun;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/** Books a run: one cost event per executor invocation, also where no model took part or no agent could be started. */
public final class Settlement {
    private static final Logger LOG = Log.of(Settlement.class);

    private final Ledger ledger;
    private final PriceTable prices;

    public Settlement(Ledger ledger, PriceTable prices) {
        this.ledger = ledger;
        this.prices = prices;
    }

    /** What an invocation is known by, whoever books it and however often. */
    public static String key(long runId) {
        return "run-" + runId;
    }

    /**
     * What is booked.
     *
     * @param runId of a run that has ended
     * @param attempt from 1 on
     * @param reserved what it was allowed to cost
     */
    public record Invocation(long runId, String role, String stage, int attempt, Usd reserved) {}

    void settle(Transaction transaction, StageExecutor executor, StageSession session, Instant now) {
        ClaimedTask claim = session.claim();
        Optional<AgentRun> agent = session.agent();
        settle(
                transaction,
                claim.account(),
                new Invocation(
                        claim.runId(),
                        executor.role(),
                        claim.task().executor(),
                        claim.task().attempt(),
                        claim.reserved()),
                agent,
                now);
        agent.filter(run -> run.result().end() == AgentResult.End.OVER_BUDGET)
                .ifPresent(run -> ledger.noteWait(
                        transaction,
                        claim.account(),
                        new Ledger.Wait(
                                Ledger.Scope.RUN,
                                claim.reserved(),
                                true,
                                run.result().message()),
                        now));
    }

    /**
     * Books one invocation, and closes its reservation.
     *
     * @param agent what its program did; empty where none was to be started
     * @return what is booked, save where an earlier settlement said something final
     */
    public CostEvent settle(
            Transaction transaction, Account account, Invocation invocation, Optional<AgentRun> agent, Instant now) {
        if (agent.isPresent() && agent.get().result().end() == AgentResult.End.NOT_STARTED) {
            ledger.release(transaction, account, invocation.runId(), now);
        }
        AgentUsage usage = agent.map(AgentRun::usage).orElse(AgentUsage.NONE);
        RunCost cost = agent.map(run -> cost(invocation, run)).orElse(RunCost.NOTHING);
        CostEvent event = new CostEvent(
                key(invocation.runId()),
                CostEvent.Kind.INVOCATION,
                invocation.runId(),
                invocation.role(),
                invocation.stage(),
                invocation.attempt(),
                agent.map(AgentRun::backEnd).orElse("none"),
                usage.model(),
                usage.turns(),
                RunCost.tokens(usage),
                cost.usd(),
                cost.basis().isEstimate(),
                Optional.of(cost.basis()),
                agent.map(run -> seconds(run.result().duration())).orElse(BigDecimal.ZERO),
                now);
        ledger.settle(transaction, account, event);
        return event;
    }

    private RunCost cost(Invocation invocation, AgentRun run) {
        RunCost cost = RunCost.of(run, invocation.reserved(), prices);
        if (cost.basis() == CostBasis.NO_PRICE) {
            LOG.warn(
                    "Run {}, stage {}, used model '{}', for which no price is known: it is booked at its reservation of {}."
                            + " Name the model's price in 'prices_file'; 'colony prices' lists those that are known.",
                    invocation.runId(),
                    invocation.stage(),
                    run.usage().model().orElse("(unnamed)"),
                    invocation.reserved());
        }
        return cost;
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
