package io.colony.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferTest {
    private static final Offer WITHOUT_DEFAULT = new Offer(Set.of("develop", "merge"), Optional.of(Set.of("codex")), 0);

    @Test
    void takesStagesWhoseAgentNobodyHasAskedFor() {
        assertThat(WITHOUT_DEFAULT.meets(Demand.of("develop"))).isTrue();
        assertThat(WITHOUT_DEFAULT.meets(Demand.of("merge"))).isTrue();
    }

    @Test
    void takesNothingThatAsksForAnAgentItDoesNotHave() {
        assertThat(WITHOUT_DEFAULT.meets(Demand.withAgent("codex"))).isTrue();
        assertThat(WITHOUT_DEFAULT.meets(Demand.withAgent("gemini"))).isFalse();
        assertThat(WITHOUT_DEFAULT.meets(Demand.withAgent(Offer.DEFAULT_AGENT))).isFalse();
    }

    @Test
    void executorsThatAreNoStageHaveClaimersOfTheirOwn() {
        assertThat(WITHOUT_DEFAULT.meets(Demand.of("admit"))).isFalse();
        assertThat(Offer.of(Set.of("admit")).meets(Demand.of("admit"))).isTrue();
    }

    @Test
    void oneThatDoesNotSayItsAgentsTakesAll() {
        assertThat(Offer.of(Set.of("develop")).meets(Demand.withAgent("gemini")))
                .isTrue();
    }

    @Test
    void refusesALimitBelowNone() {
        assertThatThrownBy(() -> new Offer(Set.of(), Optional.empty(), -1)).hasMessageContaining("0 (none) or more");
    }
}
