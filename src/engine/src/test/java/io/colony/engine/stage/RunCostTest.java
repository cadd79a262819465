package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentTrace;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.ledger.CostBasis;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunCostTest {
    private static final Usd RESERVED = Usd.of("2");
    private static final PriceTable PRICES = PriceTable.parse("""
            schema_version: 1
            prices:
              - { model: priced, from: 2026-01-01, input: 3, output: 15, cache_read: 0.3, cache_write: 3.75 }
            """, "prices.yaml");

    /** Whatever is stated: never less than what was seen to be used, and an honest statement to the micro-dollar. */
    @Property
    void isWhatIsStatedAndNeverLessThanWhatWasSeen(
            @ForAll @IntRange(min = 0, max = 5_000_000) int micros,
            @ForAll @IntRange(min = 0, max = 2_000_000) int input,
            @ForAll @IntRange(min = 0, max = 2_000_000) int read,
            @ForAll boolean usageFinal) {
        Usd stated = new Usd(BigDecimal.valueOf(micros, 6));
        Tokens tokens = new Tokens(input, 0, read, 0);
        Usd seen = PRICES.cost("priced", tokens, LocalDate.of(2026, 1, 5)).orElseThrow();

        RunCost cost = RunCost.of(run(stated, usageFinal, "priced", tokens), RESERVED, PRICES);

        Usd least = stated.max(seen);
        assertThat(cost.usd()).isEqualTo(usageFinal ? least : least.max(RESERVED));
        assertThat(cost.basis())
                .isEqualTo(
                        !usageFinal
                                ? CostBasis.NO_USAGE
                                : stated.compareTo(seen) < 0 ? CostBasis.PRICED : CostBasis.STATED);
    }

    @Test
    void tokensOfAModelWithoutAPriceChangeNothing() {
        RunCost cost =
                RunCost.of(run(Usd.of("0.10"), true, "unknown", new Tokens(1_000_000, 0, 0, 0)), RESERVED, PRICES);

        assertThat(cost).isEqualTo(new RunCost(Usd.of("0.10"), CostBasis.STATED));
    }

    @Test
    void aModelsNameWithoutEndHasNoPrice() {
        RunCost cost =
                RunCost.of(run(Usd.of("0.10"), true, "[".repeat(1_000_000), new Tokens(1, 0, 0, 0)), RESERVED, PRICES);

        assertThat(cost.usd()).isEqualTo(Usd.of("0.10"));
    }

    private static StageSession.AgentRun run(Usd stated, boolean usageFinal, String model, Tokens seen) {
        AgentResult result = new AgentResult(
                End.PROVIDER_LIMIT,
                Optional.empty(),
                new AgentUsage(Optional.of(model), 1, 0, 0, 0, 0, Optional.of(stated)),
                usageFinal,
                OptionalInt.of(1),
                Duration.ofSeconds(1),
                "429",
                ProviderPause.UNKNOWN,
                new AgentTrace(true, Map.of(model, seen)));
        return new StageSession.AgentRun("claude", result, Instant.parse("2026-01-05T12:00:00Z"));
    }
}
