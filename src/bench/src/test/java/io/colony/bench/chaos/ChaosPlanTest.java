package io.colony.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChaosPlanTest {
    @Test
    void theSameSeedGivesTheSamePlanAndAnotherOneAnother() {
        assertThat(ChaosPlan.of(7, 50, 20, 4_000).digest())
                .isEqualTo(ChaosPlan.of(7, 50, 20, 4_000).digest())
                .isNotEqualTo(ChaosPlan.of(8, 50, 20, 4_000).digest());
    }

    @Test
    void killsAsOftenAsAsked() {
        long kills = ChaosPlan.of(3, 10, 25, 4_000).faults().stream()
                .filter(fault -> fault.kind().kills())
                .count();

        assertThat(kills).isEqualTo(25);
    }

    @Test
    void aVisitComesToTheSameForTheSameSeed() {
        Script script = new Script(11);

        assertThat(script.visit(4, "review", 2, false)).isEqualTo(new Script(11).visit(4, "review", 2, false));
    }

    @Test
    void nothingGoesWrongOnceItIsCalm() {
        Script script = new Script(11);

        for (int visit = 0; visit < 200; visit++) {
            assertThat(script.visit(1, "develop", visit, true).ending())
                    .isEqualTo(new Script.Ending.Result("submitted"));
        }
    }
}
