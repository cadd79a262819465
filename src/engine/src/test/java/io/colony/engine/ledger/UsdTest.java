package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsdTest {
    @ParameterizedTest
    @CsvSource({
        "0, $0.00, $0.000000, $0.00",
        "0.08253, $0.08253, $0.082530, $0.08",
        "0.005, $0.005, $0.005000, $0.01",
        "0.0049999, $0.005, $0.005000, $0.01",
        "0.004999, $0.004999, $0.004999, $0.00",
        "1234.5, $1234.50, $1234.500000, $1234.50"
    })
    void isWrittenForPeopleForColumnsAndForHeadlines(String amount, String people, String column, String headline) {
        Usd usd = Usd.of(amount);

        assertThat(usd).hasToString(people);
        assertThat(usd.exact()).isEqualTo(column);
        assertThat(usd.cents()).isEqualTo(headline);
    }
}
