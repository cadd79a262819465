package tally;

import java.math.BigDecimal;

final class MoneyTest {
    private MoneyTest() {}

    static void groupsThousands() {
        Expect.equal(Money.format(new BigDecimal("1234567.5"), "EUR"), "1,234,567.50 EUR");
    }

    static void roundsHalfToEven() {
        Expect.equal(Money.format(new BigDecimal("0.125"), "USD"), "0.12 USD");
        Expect.equal(Money.format(new BigDecimal("0.135"), "USD"), "0.14 USD");
    }
}
