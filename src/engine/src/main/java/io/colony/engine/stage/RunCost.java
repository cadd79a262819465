package io.colony.engine.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.ledger.CostBasis;
import io.colony.engine.ledger.LedgerRules;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import io.colony.engine.stage.StageSession.AgentRun;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What a run is booked at, and by which reasoning. */
record RunCost(Usd usd, CostBasis basis) {
    static final RunCost NOTHING = new RunCost(Usd.ZERO, CostBasis.FREE);

    /** What an agent program states beyond these is nonsense, and must not make the sums of honest runs overflow. */
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    private static final Usd MOST = Usd.of("1000000");

    /**
     * As stated, else by the price table; where neither knows, at least the reservation counts as spent. In no case less
     * than what was seen while it ran comes to, since a tool of the agent can forge what is stated at the end.
     */
    static RunCost of(AgentRun run, Usd reserved, PriceTable prices) {
        if (run.result().end() == AgentResult.End.NOT_STARTED) {
            return NOTHING;
        }
        AgentUsage usage = run.usage();
        Optional<Usd> priced = usage.costUsd().isPresent() ? Optional.empty() : priced(run, prices);
        Usd told = usage.costUsd().or(() -> priced).orElse(Usd.ZERO);
        Usd seen = seen(run, prices);
        CostBasis basis = basis(run, priced.isPresent(), told.compareTo(seen) < 0);
        Usd usd = LedgerRules.settlementAmount(told.max(seen), reserved, basis);
        return new RunCost(usd.compareTo(MOST) > 0 ? MOST : usd, basis);
    }

    private static CostBasis basis(AgentRun run, boolean priced, boolean toldLess) {
        if (!run.result().usageFinal()) {
            return CostBasis.NO_USAGE;
        }
        if (run.usage().costUsd().isPresent()) {
            return toldLess ? CostBasis.PRICED : CostBasis.STATED;
        }
        if (priced) {
            return CostBasis.PRICED;
        }
        return run.usage().equals(AgentUsage.NONE) ? CostBasis.FREE : CostBasis.NO_PRICE;
    }

    private static Optional<Usd> priced(AgentRun run, PriceTable prices) {
        return run.usage().model().flatMap(model -> prices.cost(model, tokens(run.usage()), started(run)));
    }

    /** What the tokens that were seen on the way come to; those of a model without a price come to nothing. */
    private static Usd seen(AgentRun run, PriceTable prices) {
        Usd sum = Usd.ZERO;
        for (Map.Entry<String, Tokens> seen : run.result().trace().seen().entrySet()) {
            sum = sum.plus(
                    prices.cost(seen.getKey(), seen.getValue(), started(run)).orElse(Usd.ZERO));
        }
        return sum;
    }

    /** Prices are those of the day on which the agent started. */
    private static LocalDate started(AgentRun run) {
        return run.endedAt()
                .minus(run.result().duration())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    static Tokens tokens(AgentUsage usage) {
        return new Tokens(
                plausible(usage.inputTokens()),
                plausible(usage.outputTokens()),
                plausible(usage.cacheReadTokens()),
                plausible(usage.cacheWriteTokens()),
                plausible(usage.cacheWrite1hTokens()));
    }

    private static long plausible(long tokens) {
        return Math.min(tokens, MOST_TOKENS);
    }
}
