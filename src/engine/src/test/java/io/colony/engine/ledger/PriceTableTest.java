package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.yaml.YamlException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PriceTableTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final String TWO_PRICES = """
            schema_version: 1
            prices:
              - { model: m, from: 2026-01-01, input: 1, output: 10, cache_read: 0.1, cache_write: 1.25 }
              - { model: m, from: 2026-02-01, input: 2, output: 20, cache_read: 0.2, cache_write: 2.5 }
            """;

    @Test
    void pricesEachTokenClassApart() {
        assertThat(table().cost("m", new Tokens(1_000_000, 100_000, 2_000_000, 400_000), DAY))
                .contains(Usd.of("2.70"));
    }

    @Test
    void takesThePriceOfTheDay() {
        Tokens million = new Tokens(1_000_000, 0, 0, 0);

        assertThat(table().cost("m", million, LocalDate.parse("2026-01-31"))).contains(Usd.of("1"));
        assertThat(table().cost("m", million, LocalDate.parse("2026-02-01"))).contains(Usd.of("2"));
        assertThat(table().cost("m", million, LocalDate.parse("2025-12-31"))).isEmpty();
    }

    @Test
    void hasNoPriceForAnUnknownModel() {
        assertThat(table().cost("another", new Tokens(1, 1, 1, 1), DAY)).isEmpty();
    }

    @Test
    void roundsUpToTheMicroDollar() {
        assertThat(table().cost("m", new Tokens(0, 0, 1, 0), DAY)).contains(Usd.of("0.000001"));
    }

    @Test
    void findsADatedModelWithoutItsDate() {
        assertThat(PriceTable.builtIn().cost("claude-sonnet-4-5-20250929", new Tokens(1_000_000, 0, 0, 0), DAY))
                .contains(Usd.of("3"));
        assertThat(PriceTable.builtIn().cost("gpt-5-2025-08-07", new Tokens(0, 1_000_000, 0, 0), DAY))
                .contains(Usd.of("10"));
    }

    @Test
    void namesFileAndLineOfAMistake() {
        assertThatThrownBy(() -> PriceTable.parse(TWO_PRICES.replace("output: 20", "output: -20"), "my.yaml"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("my.yaml:4:")
                .hasMessageContaining("'-20' is no price");
        assertThatThrownBy(() -> PriceTable.parse(TWO_PRICES.replace(", cache_write: 2.5", ""), "my.yaml"))
                .hasMessageContaining("my.yaml:4: 'cache_write' is missing");
        assertThatThrownBy(() -> PriceTable.parse(TWO_PRICES.replace("2026-02-01", "February"), "my.yaml"))
                .hasMessageContaining("my.yaml:4: 'February' is no day");
    }

    private static PriceTable table() {
        return PriceTable.parse(TWO_PRICES, "prices.yaml");
    }
}
