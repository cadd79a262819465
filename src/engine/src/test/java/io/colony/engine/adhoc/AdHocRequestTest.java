package io.colony.engine.adhoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.command.CommandName;
import io.colony.engine.ledger.Usd;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked at all. */
class AdHocRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "0.009999"})
    void aCeilingThatReservesNothingIsRefused(String usd) {
        assertThatThrownBy(() -> request(Optional.of(Usd.of(usd))))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("leaves nothing to run with")
                .hasMessageContaining("$0.01");
    }

    @Test
    void aCentAndTheOnePerRunAreNone() {
        assertThat(request(Optional.of(Usd.of("0.01"))).ceiling()).contains(Usd.of("0.01"));
        assertThat(request(Optional.empty()).ceiling()).isEmpty();
    }

    @Test
    void soManyCharactersAreAskedAndNoMore() {
        String prompt = "Look.";
        int rest = AdHocRequest.MOST_CHARACTERS - prompt.length();

        assertThat(request(Optional.empty(), "x".repeat(rest)).data()).hasSize(rest);
        assertThatThrownBy(() -> request(Optional.empty(), "x".repeat(rest + 1)))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("have 400001 characters; at most 400000 are asked");
    }

    @Test
    void theFirstAnswerCostsWhatIsReadForIt() {
        assertThat(request(Optional.empty()).firstAnswer()).isEqualTo(Usd.of("0.11"));
        assertThat(request(Optional.empty(), "x".repeat(300_000)).firstAnswer()).isEqualTo(Usd.of("1.31"));
    }

    private static AdHocRequest request(Optional<Usd> ceiling) {
        return request(ceiling, "");
    }

    private static AdHocRequest request(Optional<Usd> ceiling, String data) {
        return new AdHocRequest(
                "acme/shop",
                Optional.empty(),
                "Look.",
                data,
                false,
                ceiling,
                "agent a",
                "ann",
                new CommandName("jenkins", "1"));
    }
}
