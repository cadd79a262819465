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

    @Test
    void namesFileAndLineOfWhatStandsTwiceOrHasNoSource() {
        assertThatThrownBy(() -> PriceTable.parse(TWO_PRICES.replace("2026-02-01", "2026-01-01"), "my.yaml"))
                .hasMessageContaining("my.yaml:4: 'm' has a price from 2026-01-01 already");
        assertThatThrownBy(() -> PriceTable.parse(TWO_PRICES.replace("2.5 }", "2.5, source: page }"), "my.yaml"))
                .hasMessageContaining("my.yaml:4: 'page' is not among the 'sources'");
        assertThatThrownBy(() -> PriceTable.parse("schema_version: 1\nprizes: []\n", "my.yaml"))
                .hasMessageContaining("my.yaml:2: unknown key 'prizes'");
        assertThatThrownBy(() -> PriceTable.parse("schema_version: 1\n", "my.yaml"))
                .hasMessageContaining("'prices' is missing");
        assertThatThrownBy(() -> PriceTable.parse(TWO_PRICES.replace("input: 2", "input: 1e99"), "my.yaml"))
                .hasMessageContaining("my.yaml:4: '1e99' is no price");
    }

    @Test
    void whatIsKeptForAnHourHasAPriceOfItsOwnWhereTheProviderHasOne() {
        Tokens half = new Tokens(0, 0, 0, 1_000_000, 500_000);

        assertThat(PriceTable.builtIn().cost("claude-opus-5", half, LocalDate.parse("2026-11-01")))
                .contains(Usd.of("8.125"));
        assertThat(table().cost("m", half, DAY)).contains(Usd.of("1.25"));
    }

    @Test
    void aPriceThatChangesOnADayHoldsForRunsFromThatDayOn() {
        Tokens reads = new Tokens(0, 0, 1_000_000, 0);

        assertThat(PriceTable.builtIn().cost("claude-sonnet-5-5", reads, LocalDate.parse("2026-10-06")))
                .contains(Usd.of("0.20"));
        assertThat(PriceTable.builtIn().cost("claude-sonnet-5-5[1m]", reads, LocalDate.parse("2026-10-07")))
                .contains(Usd.of("0.10"));
    }

    @Test
    void ownPricesGoBeforeTheProgramsFromTheirDayOn() {
        PriceTable own = PriceTable.parse("""
                schema_version: 1
                prices:
                  - { model: m, from: 2026-01-15, input: 9, output: 9, cache_read: 9, cache_write: 9 }
                  - { model: house-model, from: 2026-01-01, input: 0, output: 0, cache_read: 0, cache_write: 0 }
                """, "own.yaml").over(table());
        Tokens million = new Tokens(1_000_000, 0, 0, 0);

        assertThat(own.cost("m", million, LocalDate.parse("2026-01-14"))).contains(Usd.of("1"));
        assertThat(own.cost("m", million, LocalDate.parse("2026-03-01"))).contains(Usd.of("9"));
        assertThat(own.cost("house-model", million, DAY)).contains(Usd.ZERO);
        assertThat(own.on(LocalDate.parse("2026-03-01")))
                .extracting(Price::model)
                .containsExactly("house-model", "m");
        assertThat(own.all())
                .hasSize(4)
                .extracting(price -> price.source().file())
                .contains("own.yaml", "prices.yaml");
    }

    @Test
    void everyPriceOfTheProgramNamesItsSourceAndTheDayOnWhichItWasChecked() {
        assertThat(PriceTable.builtIn().all()).hasSizeGreaterThan(30).allSatisfy(price -> {
            assertThat(price.source().url()).as(price.model()).isPresent();
            assertThat(price.source().checked()).as(price.model()).isPresent();
            assertThat(price.cacheRead()).as(price.model()).isLessThanOrEqualTo(price.input());
            assertThat(price.output()).as(price.model()).isGreaterThan(price.input());
        });
    }

    private static PriceTable table() {
        return PriceTable.parse(TWO_PRICES, "prices.yaml");
    }
}
