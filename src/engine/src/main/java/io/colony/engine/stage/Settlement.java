package io.colony.engine.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostEvent;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.LedgerRules;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import io.colony.engine.stage.StageSession.AgentRun;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Books a run: one cost event per executor invocation, also where no model took part. */
public final class Settlement {
    private final Ledger ledger;
    private final PriceTable prices;

    public Settlement(Ledger ledger, PriceTable prices) {
        this.ledger = ledger;
        this.prices = prices;
    }

    void settle(Transaction transaction, StageExecutor executor, StageSession session, Instant now) {
        ClaimedTask claim = session.claim();
        Optional<AgentRun> agent = session.agent();
        if (agent.isPresent() && agent.get().result().end() == AgentResult.End.NOT_STARTED) {
            ledger.release(transaction, claim.account(), claim.runId(), now);
            return;
        }
        AgentUsage usage = agent.map(AgentRun::usage).orElse(AgentUsage.NONE);
        LedgerRules.Settlement amount =
                agent.map(run -> amount(claim, run, now)).orElse(new LedgerRules.Settlement(Usd.ZERO, false));
        ledger.settle(
                transaction,
                claim.account(),
                new CostEvent(
                        "run-" + claim.runId(),
                        claim.runId(),
                        executor.role(),
                        claim.task().executor(),
                        claim.task().attempt(),
                        agent.map(AgentRun::backEnd).orElse("none"),
                        usage.model(),
                        usage.turns(),
                        usage.inputTokens(),
                        usage.outputTokens(),
                        usage.cacheReadTokens(),
                        usage.cacheWriteTokens(),
                        amount.usd(),
                        amount.estimated(),
                        agent.map(run -> seconds(run.result().duration())).orElse(BigDecimal.ZERO),
                        now));
    }

    /** As stated, else by the price table; where neither knows, the whole reservation counts as spent. */
    private LedgerRules.Settlement amount(ClaimedTask claim, AgentRun run, Instant now) {
        AgentUsage usage = run.usage();
        Optional<Usd> seen = usage.costUsd().or(() -> priced(usage, now));
        boolean known = seen.isPresent()
                || (usage.equals(AgentUsage.NONE) && run.result().usageFinal());
        return LedgerRules.settlementAmount(
                seen.orElse(Usd.ZERO), claim.reserved(), run.result().usageFinal() && known);
    }

    private Optional<Usd> priced(AgentUsage usage, Instant now) {
        return usage.model()
                .flatMap(model -> prices.cost(
                        model, tokens(usage), now.atOffset(ZoneOffset.UTC).toLocalDate()));
    }

    private static Tokens tokens(AgentUsage usage) {
        return new Tokens(usage.inputTokens(), usage.outputTokens(), usage.cacheReadTokens(), usage.cacheWriteTokens());
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
