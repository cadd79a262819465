package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Optional<Usd> FIVE = Optional.of(Usd.of("5"));

    @Test
    void knownCostIsBookedAsItIsEvenAboveTheReservation() {
        assertThat(LedgerRules.settlementAmount(Usd.of("0.3"), Usd.of("2"), CostBasis.STATED))
                .isEqualTo(Usd.of("0.3"));
        assertThat(LedgerRules.settlementAmount(Usd.of("2.7"), Usd.of("2"), CostBasis.PRICED))
                .isEqualTo(Usd.of("2.7"));
    }

    @Test
    void withoutFinalUsageOrPriceTheLargerAmountIsBooked() {
        assertThat(LedgerRules.settlementAmount(Usd.of("0.3"), Usd.of("2"), CostBasis.NO_USAGE))
                .isEqualTo(Usd.of("2"));
        assertThat(LedgerRules.settlementAmount(Usd.of("2.7"), Usd.of("2"), CostBasis.NO_PRICE))
                .isEqualTo(Usd.of("2.7"));
    }

    @Test
    void whatWaitsForAWindowLooksAgainWhenItRenews() {
        Duration minute = Duration.ofMinutes(1);
        Instant late = Instant.parse("2026-01-31T23:59:30Z");
        Instant midnight = Instant.parse("2026-02-01T00:00:00Z");

        assertThat(LedgerRules.lookAgain(Scope.REPOSITORY, late, minute)).isEqualTo(midnight);
        assertThat(LedgerRules.lookAgain(Scope.TENANT, late, minute)).isEqualTo(midnight);
        assertThat(LedgerRules.lookAgain(Scope.ISSUE, late, minute)).isEqualTo(late.plus(minute));
        assertThat(LedgerRules.lookAgain(Scope.TENANT, NOW, minute)).isEqualTo(NOW.plus(minute));
    }

    @Test
    void raisesToThreeTimesTheDefaultFor48Hours() {
        assertThat(LedgerRules.raise(Scope.ISSUE, FIVE, Optional.empty(), Usd.of("15"), NOW))
                .isEqualTo(new Raise.Granted(Usd.of("15"), Instant.parse("2026-01-07T12:00:00Z")));
    }

    @Test
    void refusesMoreThanThreeTimesTheDefaultEvenAfterARaise() {
        assertThat(LedgerRules.raise(Scope.ISSUE, FIVE, Optional.of(Usd.of("15")), Usd.of("15.000001"), NOW))
                .isInstanceOfSatisfying(
                        Raise.Refused.class,
                        refused -> assertThat(refused.reason()).contains("$15.00 at most", "default of $5.00"));
    }

    @Test
    void refusesWhatWouldNotRaise() {
        assertThat(LedgerRules.raise(Scope.ISSUE, FIVE, Optional.empty(), Usd.of("5"), NOW))
                .isInstanceOf(Raise.Refused.class);
        assertThat(LedgerRules.raise(Scope.ISSUE, FIVE, Optional.of(Usd.of("10")), Usd.of("9"), NOW))
                .isInstanceOf(Raise.Refused.class);
    }

    @Test
    void allowsToRenewARaise() {
        assertThat(LedgerRules.raise(Scope.ISSUE, FIVE, Optional.of(Usd.of("10")), Usd.of("10"), NOW))
                .isInstanceOf(Raise.Granted.class);
    }

    @Test
    void refusesToRaiseACeilingThatIsOff() {
        assertThat(LedgerRules.raise(Scope.TENANT, Optional.empty(), Optional.empty(), Usd.of("10"), NOW))
                .isInstanceOfSatisfying(
                        Raise.Refused.class,
                        refused -> assertThat(refused.reason()).contains("off"));
    }
}
